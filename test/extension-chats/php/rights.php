<?php
/**
 * As much of iTop as decides who may write, delete and read an object: rights by profile, the check before each write, the
 * plan of a deletion. Chats and links have the methods of the module's XML.
 */

define('UR_ACTION_DELETE', 3);
define('UR_ALLOWED_YES', 1);

require __DIR__.'/stopwatch.php';

$aRequest = json_decode(file_get_contents('php://input'), true);

abstract class DBObject
{
	/** @var array[] by class, by id */
	public static $aAll;
	/** What points at whom; true: the object goes with it, false: the key is emptied. */
	const KEYS = array(
		'TawkChat' => array('caller_id' => array('Person', false), 'org_id' => array('Organization', false)),
		'lnkTawkChatToTicket' => array('tawkchat_id' => array('TawkChat', true), 'ticket_id' => array('UserRequest', true)),
	);
	private $iId;
	private $aValues;
	protected $aIssues = array();

	public function __construct(int $iId)
	{
		$this->iId = $iId;
		$this->aValues = self::$aAll[static::class][$iId];
	}

	public function GetKey()
	{
		return $this->iId;
	}

	public function IsNew()
	{
		return false;
	}

	public function Get($sAttCode)
	{
		$value = $this->aValues[$sAttCode] ?? '';
		return $sAttCode === 'answer_watch' ? new ormStopWatch((array) ($value ?: array())) : $value;
	}

	public function GetOriginal($sAttCode)
	{
		return self::$aAll[static::class][$this->iId][$sAttCode] ?? '';
	}

	public function Set($sAttCode, $value)
	{
		$this->aValues[$sAttCode] = $value ?? 0;
	}

	public function ListChanges()
	{
		return array_filter($this->aValues, function ($value, $sAttCode) {
			return $this->GetOriginal($sAttCode) != $value;
		}, ARRAY_FILTER_USE_BOTH);
	}

	public function ComputeValues()
	{
	}

	protected function AfterInsert()
	{
	}

	public function CheckToWrite(): array
	{
		// iTop 3.1 and later; 2.7 and 3.0 compute only before they write.
		if ($GLOBALS['aRequest']['computesFirst']) {
			$this->ComputeValues();
		}
		$this->aIssues = array();
		$this->DoCheckToWrite();
		return $this->aIssues;
	}

	public function DBUpdate()
	{
		$this->ComputeValues();
		$aIssues = $this->CheckToWrite();
		if ($aIssues !== array()) {
			throw new CoreException(implode(', ', $aIssues));
		}
		self::$aAll[static::class][$this->iId] = $this->aValues;
	}

	public function DBDelete()
	{
		$oPlan = new DeletionPlan();
		$this->AddTo($oPlan);
		$aIssues = $oPlan->ComputeResults();
		if ($aIssues !== array()) {
			throw new CoreException(implode(', ', $aIssues));
		}
		$oPlan->CarryOut();
	}

	public function AddTo(DeletionPlan $oPlan)
	{
		$oPlan->aDeletes[get_class($this)][$this->iId] = $this;
		$this->aIssues = array();
		$this->DoCheckToDelete($oPlan);
		$oPlan->aIssues = array_merge($oPlan->aIssues, $this->aIssues);
		foreach (self::KEYS as $sClass => $aKeys) {
			foreach ($aKeys as $sAttCode => list($sTarget, $bGoes)) {
				foreach ($sTarget === get_class($this) ? self::$aAll[$sClass] ?? array() : array() as $iId => $aValues) {
					if ($aValues[$sAttCode] == $this->iId) {
						$bGoes ? (new $sClass($iId))->AddTo($oPlan) : $oPlan->AddUpdate($sClass, $iId, $sAttCode);
					}
				}
			}
		}
	}

	public function DoCheckToWrite()
	{
	}

	protected function DoCheckToDelete(&$oDeletionPlan)
	{
	}
}

class DeletionPlan
{
	public $aDeletes = array();
	public $aUpdates = array();
	public $aIssues = array();

	public function ListDeletes()
	{
		return $this->aDeletes;
	}

	public function AddUpdate($sClass, $iId, $sAttCode)
	{
		$this->aUpdates["$sClass::$iId"] = $this->aUpdates["$sClass::$iId"] ?? new $sClass($iId);
		$this->aUpdates["$sClass::$iId"]->Set($sAttCode, 0);
	}

	public function ComputeResults(): array
	{
		foreach ($this->aUpdates as $oObject) {
			$this->aIssues = array_merge($this->aIssues, $oObject->CheckToWrite());
		}
		return $this->aIssues;
	}

	public function CarryOut()
	{
		foreach ($this->aDeletes as $sClass => $aObjects) {
			foreach ($aObjects as $iId => $oObject) {
				unset(DBObject::$aAll[$sClass][$iId]);
			}
		}
		foreach ($this->aUpdates as $oObject) {
			$oObject->DBUpdate();
		}
	}
}

class CoreException extends Exception
{
}

/** The user of the request: what the profiles allow, by action; whose organizations' objects are seen (none: all). */
class UserRights
{
	public static function IsActionAllowed($sClass, $iAction, $oSet = null)
	{
		return in_array($sClass, $GLOBALS['aRequest']['user']['deletes'] ?? array(), true) ? UR_ALLOWED_YES : 0;
	}

	public static function MayWrite($sClass): bool
	{
		return in_array($sClass, $GLOBALS['aRequest']['user']['writes'] ?? array(), true);
	}

	public static function Sees(array $aValues): bool
	{
		$aOrganizations = $GLOBALS['aRequest']['user']['organizations'] ?? array();
		return $aOrganizations === array() || in_array($aValues['org_id'] ?? 0, $aOrganizations, true);
	}

	public static function IsPortalUser()
	{
		return $GLOBALS['aRequest']['user']['portal'] ?? false;
	}

	public static function GetContactId()
	{
		return $GLOBALS['aRequest']['user']['contact'] ?? 0;
	}
}

abstract class cmdbAbstractObject extends DBObject
{
	private $bAllowWrite = false;
	private $bAllowDelete = false;

	public function AllowWrite()
	{
		$this->bAllowWrite = true;
	}

	public function AllowDelete()
	{
		$this->bAllowDelete = true;
	}

	public function DoCheckToWrite()
	{
		parent::DoCheckToWrite();
		if (!$this->bAllowWrite && $this->ListChanges() !== array() && !UserRights::MayWrite(get_class($this))) {
			$this->aIssues[] = 'not allowed to update '.implode(', ', array_keys($this->ListChanges()));
		}
	}

	protected function DoCheckToDelete(&$oDeletionPlan)
	{
		parent::DoCheckToDelete($oDeletionPlan);
		if (!$this->bAllowDelete && UserRights::IsActionAllowed(get_class($this), UR_ACTION_DELETE) != UR_ALLOWED_YES) {
			$this->aIssues[] = 'not allowed to delete '.get_class($this);
		}
	}

	public function GetAttributeFlags($sAttCode, &$aReasons = array(), $sTargetState = '')
	{
		return 0;
	}

	public function GetInitialStateAttributeFlags($sAttCode, &$aReasons = array())
	{
		return 0;
	}

	public function GetAsHTML($sAttCode, $bLocalize = true)
	{
		return $this->Get($sAttCode);
	}
}

class Organization extends cmdbAbstractObject
{
}

class Person extends cmdbAbstractObject
{
}

abstract class Ticket extends cmdbAbstractObject
{
}

class UserRequest extends Ticket
{
}

class DBObjectSearch
{
	public static function FromOQL($sOql, array $aParameters = array())
	{
		return new self();
	}

	public function AllowAllData()
	{
	}
}

/** Here nothing is looked for but whether it is there. */
class DBObjectSet
{
	public function Count()
	{
		return 0;
	}

	public static function FromObject(DBObject $oObject)
	{
		return new self();
	}
}

class MetaModel
{
	public static function GetAttributeDef($sClass, $sAttCode)
	{
		return new AttributeStopWatch();
	}

	public static function GetObject($sClass, $iId, $bMustBeFound = true)
	{
		$aValues = DBObject::$aAll[$sClass][$iId] ?? null;
		return $aValues !== null && UserRights::Sees($sClass === 'Organization' ? array('org_id' => $iId) : $aValues) ? new $sClass($iId) : null;
	}
}

$oXml = new DOMDocument();
$oXml->load('/chats/datamodel.itop-tawk-chats.xml');
foreach ((new DOMXPath($oXml))->query('/itop_design/classes/class') as $oClass) {
	$sMethods = '';
	foreach ((new DOMXPath($oXml))->query('methods/method/code', $oClass) as $oCode) {
		$sMethods .= $oCode->textContent."\n";
	}
	eval('class '.$oClass->getAttribute('id').' extends cmdbAbstractObject {'.$sMethods.'}');
}
define('OPT_ATT_READONLY', 4);
require '/chats/src/autoload.php';

DBObject::$aAll = $aRequest['objects'];
list($sClass, $iId) = $aRequest['object'];
$oObject = new $sClass($iId);
$sRefused = null;
$shown = null;
try {
	switch ($aRequest['do']) {
		case 'write':
			foreach ($aRequest['values'] as $sAttCode => $value) {
				$oObject->Set($sAttCode, $value);
			}
			$oObject->DBUpdate();
			break;
		case 'delete':
			if ($aRequest['allowed'] ?? false) {
				$oObject->AllowDelete();
			}
			$oObject->DBDelete();
			break;
		case 'read':
			$shown = array();
			foreach ($aRequest['codes'] as $sAttCode) {
				$shown[$sAttCode] = $oObject->Get($sAttCode);
			}
	}
} catch (CoreException $oException) {
	$sRefused = $oException->getMessage();
}
echo json_encode(array('objects' => DBObject::$aAll, 'refused' => $sRefused, 'shown' => $shown), JSON_FORCE_OBJECT);
