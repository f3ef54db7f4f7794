<?php
/**
 * As much of iTop as the module's own PHP touches, over objects in memory; the test tells what to do with them.
 */

define('OPT_ATT_HIDDEN', 2);
define('OPT_ATT_READONLY', 4);
define('UR_ACTION_MODIFY', 2);
define('UR_ACTION_CREATE', 5);
define('UR_ALLOWED_YES', 1);
define('APPROOT', __DIR__);

require __DIR__.'/stopwatch.php';

$aRequest = json_decode(file_get_contents('php://input'), true);
$_SERVER['REQUEST_METHOD'] = $aRequest['method'] ?? 'GET';
$_POST = $aRequest['form'] ?? array();
$_REQUEST = $_POST + ($aRequest['params'] ?? array());

class CoreCannotSaveObjectException extends Exception
{
	public function getIssues()
	{
		return array('a rule of this iTop');
	}
}

class Log
{
	private $aEntries;

	public function __construct(array $aEntries)
	{
		$this->aEntries = $aEntries;
	}

	public function GetText()
	{
		return implode("\n", $this->aEntries);
	}
}

class DBObject
{
	/** @var array[] by class, by id */
	public static $aAll;
	private $iId;
	private $aValues;
	private $aBefore;
	private $bMayWrite = false;

	public function __construct(?int $iId = null)
	{
		$this->iId = $iId;
		$this->aBefore = ($iId === null) ? array() : self::$aAll[static::class][$iId];
		$this->aValues = $this->aBefore;
	}

	public function Get($sAttCode)
	{
		$value = $this->aValues[$sAttCode] ?? '';
		if ($sAttCode === 'answer_watch') {
			return $value instanceof ormStopWatch ? $value : new ormStopWatch((array) ($value ?: array()));
		}
		return substr($sAttCode, -4) === '_log' ? new Log((array) $value) : $value;
	}

	public function GetOriginal($sAttCode)
	{
		return $this->aBefore[$sAttCode] ?? '';
	}

	public function Set($sAttCode, $value)
	{
		if (substr($sAttCode, -4) === '_log') {
			$value = array_merge((array) ($this->aBefore[$sAttCode] ?? array()), array($value));
		} elseif (substr($sAttCode, -3) === '_at' && is_int($value)) {
			$value = gmdate('Y-m-d H:i:s', $value);
		}
		$this->aValues[$sAttCode] = $value;
	}

	public function IsNew()
	{
		return $this->iId === null;
	}

	public function ListChanges()
	{
		return array_filter($this->aValues, function ($value, $sAttCode) {
			return ($this->aBefore[$sAttCode] ?? '') != $value;
		}, ARRAY_FILTER_USE_BOTH);
	}

	public function AllowWrite()
	{
		$this->bMayWrite = true;
	}

	public function DBInsert()
	{
		if (method_exists($this, 'ComputeValues')) {
			$this->ComputeValues();
		}
		$this->iId = count(self::$aAll[static::class] ?? array()) + 1;
		$this->DBUpdate();
		if (method_exists($this, 'AfterInsert')) {
			$this->AfterInsert();
		}
	}

	public function DBUpdate()
	{
		if (method_exists($this, 'ComputeValues')) {
			$this->ComputeValues();
		}
		if (($GLOBALS['aRequest']['refuses'] ?? false) || in_array(get_class($this).$this->iId, $GLOBALS['aRequest']['failing'] ?? array(), true)) {
			throw new CoreCannotSaveObjectException();
		}
		self::$aAll[static::class][$this->iId] = $this->aValues + array('written_without_right' => $this->bMayWrite);
	}

	public function GetKey()
	{
		return $this->iId;
	}

	public function GetName()
	{
		return htmlspecialchars_decode($this->Get('name'));
	}

	public function GetHyperlink()
	{
		return '<a>'.get_class($this).'::'.$this->iId.'</a>';
	}

	public function GetAsHTML($sAttCode)
	{
		return htmlspecialchars($this->Get($sAttCode));
	}

	public function GetForTemplate($sPlaceholderAttCode)
	{
		if (!preg_match('/^(?:(html|text)\()?(\w+)\)?$/', $sPlaceholderAttCode, $aMatch)) {
			return '<a>'.$sPlaceholderAttCode.'</a>';
		}
		$value = $this->Get($aMatch[2]);
		if ($aMatch[1] === 'text') {
			return html_entity_decode(strip_tags($value), ENT_QUOTES, 'UTF-8');
		}
		return $aMatch[1] === 'html' && $aMatch[2] !== 'transcript' ? htmlspecialchars($value) : $value;
	}

	public function GetAttributeFlags($sAttCode)
	{
		return $this->Get('status') === 'closed' ? OPT_ATT_READONLY : 0;
	}
}

class Organization extends DBObject
{
}

class Person extends DBObject
{
	public function ListPreviousValuesForUpdatedAttributes()
	{
		return $GLOBALS['aRequest']['was'] ?? array();
	}
}

abstract class Ticket extends DBObject
{
}

class UserRequest extends Ticket
{
}

class TawkChat extends DBObject
{
	public function ComputeValues()
	{
		ItopTawk\Chats\Service\ChatRules::Apply($this);
	}

	public function GetForTemplate($sPlaceholderAttCode)
	{
		return ItopTawk\Chats\Helper\Words::ForTemplate($this, $sPlaceholderAttCode, parent::GetForTemplate($sPlaceholderAttCode));
	}
}

class AttributeHTML
{
}

class lnkTawkChatToTicket extends DBObject
{
	protected function AfterInsert()
	{
		ItopTawk\Chats\Service\MissedTicket::AfterLink((int) $this->Get('tawkchat_id'));
	}
}

class MetaModel
{
	public static function GetConfig()
	{
		return new Config();
	}

	public static function GetModuleSetting($sModule, $sName, $default)
	{
		return $GLOBALS['aRequest']['settings'][$sName] ?? $default;
	}

	public static function IsValidClass($sClass)
	{
		return class_exists($sClass);
	}

	public static function IsValidAttCode($sClass, $sAttCode)
	{
		return !in_array("$sClass.$sAttCode", $GLOBALS['aRequest']['lacks'] ?? array(), true);
	}

	public static function GetAllowedValues_att($sClass, $sAttCode)
	{
		return $sAttCode === 'origin' ? array('phone' => 'phone', 'chat' => 'chat') : null;
	}

	public static function NewObject($sClass)
	{
		return new $sClass();
	}

	public static function GetObject($sClass, $iId)
	{
		return isset(DBObject::$aAll[$sClass][$iId]) ? new $sClass((int) $iId) : null;
	}

	public static function GetAttributeDef($sClass, $sAttCode)
	{
		return $sAttCode === 'transcript' ? new AttributeHTML() : ($sAttCode === 'answer_watch' ? new AttributeStopWatch() : null);
	}

	public static function GetLabel($sClass, $sAttCode)
	{
		return $sAttCode;
	}
}

class Config
{
	public function GetLoadedFile()
	{
		return __FILE__;
	}

	public function Get($sName)
	{
		return array('max_execution_time_per_loop' => 30)[$sName];
	}
}

class DBObjectSearch
{
	public $sClass;
	public $aEqual = array();
	/** Open tickets that this chat is linked to are looked for. */
	public $iChat;

	public function __construct($sClass)
	{
		$this->sClass = $sClass;
	}

	public static function FromOQL($sOql, array $aParameters = array())
	{
		preg_match('/^SELECT (\w+)/', $sOql, $aClass);
		$oSearch = new self($aClass[1]);
		if (strpos($sOql, "JOIN lnkTawkChatToTicket AS l ON l.ticket_id = t.id WHERE l.tawkchat_id = :id AND t.operational_status != 'closed'")) {
			$oSearch->iChat = $aParameters['id'];
			return $oSearch;
		}
		preg_match_all('/(\w+) = :(\w+)/', $sOql, $aConditions, PREG_SET_ORDER);
		foreach ($aConditions as $aCondition) {
			$oSearch->aEqual[$aCondition[1]] = $aParameters[$aCondition[2]];
		}
		return $oSearch;
	}

	public function AddCondition($sAttCode, $value)
	{
		$this->aEqual[$sAttCode] = $value;
	}

	public function AllowAllData()
	{
	}
}

class DBObjectSet
{
	private $aFound = array();

	public function __construct(DBObjectSearch $oSearch, array $aOrder = array())
	{
		foreach (DBObject::$aAll as $sClass => $aObjects) {
			foreach (is_a($sClass, $oSearch->sClass, true) ? $aObjects : array() as $iId => $aValues) {
				if ($oSearch->iChat !== null && !self::IsOpenAndLinked($oSearch->iChat, (int) $iId, $aValues)) {
					continue;
				}
				if (array_diff_assoc($oSearch->aEqual, $aValues) === array()) {
					$this->aFound[] = new $sClass((int) $iId);
				}
			}
		}
	}

	private static function IsOpenAndLinked(int $iChat, int $iTicket, array $aTicket): bool
	{
		foreach (DBObject::$aAll['lnkTawkChatToTicket'] ?? array() as $aLink) {
			if ($aLink['tawkchat_id'] == $iChat && $aLink['ticket_id'] == $iTicket) {
				return ($aTicket['operational_status'] ?? '') !== 'closed';
			}
		}
		return false;
	}

	public static function FromObject(DBObject $oObject)
	{
		return new self(new DBObjectSearch(get_class($oObject)));
	}

	public function SetLimit($iLimit)
	{
	}

	public function Fetch()
	{
		return array_shift($this->aFound);
	}

	public function Count()
	{
		return count($this->aFound);
	}
}

class UserRights
{
	public static function IsActionAllowed($sClass, $iAction)
	{
		return in_array($iAction === UR_ACTION_CREATE ? 'create' : 'modify', $GLOBALS['aRequest']['rights'], true) ? UR_ALLOWED_YES : 0;
	}
}

class iTopMutex
{
	public function __construct($sName)
	{
	}

	public function TryLock()
	{
		return !($GLOBALS['aRequest']['somebodyElse'] ?? false);
	}
}

class utils
{
	public static function GetCachePath()
	{
		return sys_get_temp_dir().'/'.($GLOBALS['aRequest']['cache'] ?? uniqid('cache-')).'/';
	}

	public static function ReadParam($sName, $default = '')
	{
		return $_REQUEST[$sName] ?? $default;
	}

	public static function ReadPostedParam($sName, $default = '')
	{
		return $_POST[$sName] ?? $default;
	}

	public static function IsTransactionValid($sId)
	{
		return $sId === 'valid';
	}

	public static function GetNewTransactionId()
	{
		return 'valid';
	}

	public static function GetAbsoluteUrlModulePage($sModule, $sPage, $aParameters = array())
	{
		return "https://itop.example.com/$sModule/$sPage?".http_build_query($aParameters);
	}
}

class Dict
{
	public static function S($sKey)
	{
		if (in_array($sKey, $GLOBALS['aRequest']['failing'] ?? array(), true)) {
			throw new Exception('PUT-NO-MESSAGE-IN-THE-LOG');
		}
		return $sKey;
	}
}

class IssueLog
{
	public static $aLines = array();

	public static function Error($sLine, $sChannel = null)
	{
		self::$aLines[] = "[$sChannel] $sLine";
	}
}

class LoginWebPage
{
	public static function DoLogin()
	{
	}
}

class iTopWebPage
{
	public static $sHtml = '';

	public function __construct($sTitle)
	{
	}

	public function add($sHtml)
	{
		self::$sHtml .= $sHtml;
	}

	public function output()
	{
	}
}

class ApplicationContext
{
	public static function MakeObjectUrl($sClass, $iId)
	{
		return "https://itop.example.com/$sClass/$iId";
	}
}

interface iPopupMenuExtension
{
	const MENU_OBJDETAILS_ACTIONS = 3;
}

class URLPopupMenuItem
{
	public $sUid;
	public $sUrl;

	public function __construct($sUid, $sLabel, $sUrl)
	{
		$this->sUid = $sUid;
		$this->sUrl = $sUrl;
	}
}

// iTop 2.7 and 3.0 have the interface, 3.1 and 3.2 the events too, 3.3 the events alone.
foreach ($aRequest['tells'] ?? array('interface') as $sMeans) {
	require __DIR__."/$sMeans.php";
}
DBObject::$aAll = $aRequest['objects'];
require '/chats/src/autoload.php';
require '/chats/src/Hook/ChatActions.php';
require '/chats/src/Hook/PersonChanges.php';

/** Tells each hook that this iTop knows of a person that was written. */
function tellOfChange(Person $oPerson)
{
	foreach (get_declared_classes() as $sClass) {
		$aInterfaces = class_implements($sClass);
		if (isset($aInterfaces['Combodo\\iTop\\Service\\Events\\iEventServiceSetup'])) {
			(new $sClass())->RegisterEventsAndListeners();
		} elseif (isset($aInterfaces['iApplicationObjectExtension'])) {
			(new $sClass())->OnDBUpdate($oPerson);
		}
	}
	if (class_exists('Combodo\\iTop\\Service\\Events\\EventService', false)) {
		Combodo\iTop\Service\Events\EventService::Fire('EVENT_DB_AFTER_WRITE', $oPerson);
	}
}

$aMenu = array();
$aPlaceholders = array();
register_shutdown_function(function () {
	echo json_encode(array('objects' => DBObject::$aAll, 'html' => iTopWebPage::$sHtml, 'log' => IssueLog::$aLines, 'menu' => $GLOBALS['aMenu'], 'placeholders' => $GLOBALS['aPlaceholders'], 'error' => error_get_last()));
});
switch ($aRequest['do']) {
	case 'write':
		$sWritten = $aRequest['class'] ?? 'TawkChat';
		$oObject = isset($aRequest['id']) ? new $sWritten($aRequest['id']) : new $sWritten();
		foreach ($aRequest['values'] as $sAttCode => $value) {
			$oObject->Set($sAttCode, $value);
		}
		$oObject->IsNew() ? $oObject->DBInsert() : $oObject->DBUpdate();
		break;
	case 'page':
		ItopTawk\Chats\Service\RequestPage::Run();
		break;
	case 'menu':
		foreach (ItopTawk\Chats\Hook\ChatActions::EnumItems($aRequest['menu'], new TawkChat(1)) as $oItem) {
			$aMenu[$oItem->sUid] = $oItem->sUrl;
		}
		break;
	case 'placeholders':
		foreach ($aRequest['codes'] as $sCode) {
			$aPlaceholders[$sCode] = (new TawkChat(1))->GetForTemplate($sCode);
		}
		break;
	case 'person':
		tellOfChange(new Person(1));
}
