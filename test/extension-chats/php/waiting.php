<?php
/**
 * As much of iTop as the dashlet of waiting chats touches; the test tells which chats its query finds, in their order.
 */

define('UR_ACTION_READ', 1);
define('UR_ALLOWED_NO', 0);
define('UR_ALLOWED_YES', 1);

$aRequest = json_decode(file_get_contents('php://input'), true);

class TawkChat
{
	private $aValues;

	public function __construct(array $aValues)
	{
		$this->aValues = $aValues;
	}

	public function Get($sAttCode)
	{
		return $this->aValues[$sAttCode] ?? '';
	}

	public function GetKey()
	{
		return $this->aValues['id'];
	}

	public function GetName()
	{
		return 'Helpdesk 2026-12-01';
	}
}

class DBObjectSearch
{
	public static $aAsked = array();

	public static function FromOQL($sOql)
	{
		self::$aAsked[] = $sOql;
		if ($sOql === 'nonsense') {
			throw new Exception('PUT-NO-MESSAGE-IN-THE-LOG');
		}
		return new self();
	}

	public function GetClassAlias()
	{
		return 'TawkChat';
	}
}

class DBObjectSet
{
	private $iLimit = PHP_INT_MAX;
	private $iNext = 0;

	public function __construct(DBObjectSearch $oSearch, array $aOrder)
	{
		if ($aOrder !== array('started_at' => true)) {
			throw new Exception('the longest wait comes first');
		}
	}

	public function Count()
	{
		return count($GLOBALS['aRequest']['chats']);
	}

	public function OptimizeColumnLoad(array $aAttCodes)
	{
	}

	public function SetLimit($iLimit)
	{
		$this->iLimit = $iLimit;
	}

	public function Fetch()
	{
		$iThis = $this->iNext++;
		return ($iThis < min($this->iLimit, $this->Count())) ? new TawkChat($GLOBALS['aRequest']['chats'][$iThis]) : null;
	}
}

class UserRights
{
	public static function IsActionAllowed($sClass, $iAction)
	{
		return $GLOBALS['aRequest']['mayRead'] ? UR_ALLOWED_YES : UR_ALLOWED_NO;
	}
}

class Dict
{
	public static function S($sKey)
	{
		return $sKey;
	}

	public static function Format($sKey, $value)
	{
		return "$sKey($value)";
	}
}

class AttributeDuration
{
	public static function FormatDuration($iSeconds)
	{
		return floor($iSeconds / 60).'min';
	}
}

class ApplicationContext
{
	public static function MakeObjectUrl($sClass, $iId)
	{
		return "https://itop.example.com/?class=$sClass&id=$iId";
	}
}

class IssueLog
{
	public static $aLines = array();

	public static function Error($sLine, $sChannel = null)
	{
		self::$aLines[] = $sLine;
	}
}

class MetaModel
{
	public static function GetConfig()
	{
		return new self();
	}

	public function GetLoadedFile()
	{
		return __FILE__;
	}
}

class utils
{
	public static function GetCachePath()
	{
		return sys_get_temp_dir().'/'.$GLOBALS['aRequest']['cache'].'/';
	}
}

abstract class Dashlet
{
	protected $aProperties = array();

	public function __construct($oModelReflection, $sId)
	{
	}

	public function Set(array $aProperties): void
	{
		$this->aProperties = $aProperties + $this->aProperties;
	}
}

class Page
{
	public $sHtml = '';

	public function add($sHtml)
	{
		$this->sHtml .= $sHtml;
	}
}

require '/chats/src/autoload.php';
$oDashlet = new DashletTawkWaiting(null, 'waiting');
$oDashlet->Set($aRequest['properties'] ?? array());
$oPage = new Page();
$oDashlet->Render($oPage);
echo json_encode(array('html' => $oPage->sHtml, 'asked' => DBObjectSearch::$aAsked, 'log' => IssueLog::$aLines));
