<?php
/**
 * By what iTop 3.1 and later tell of changed objects.
 */

namespace Combodo\iTop\Service\Events;

interface iEventServiceSetup
{
	public function RegisterEventsAndListeners();
}

class EventData
{
	private $aData;

	public function __construct(array $aData)
	{
		$this->aData = $aData;
	}

	public function Get($sName)
	{
		return $this->aData[$sName] ?? null;
	}
}

class EventService
{
	private static $aListeners = array();

	public static function RegisterListener(string $sEvent, callable $fCallback, $sSource = null, array $aData = array(), $context = null, float $fPriority = 0.0, $sModuleId = ''): string
	{
		self::$aListeners[] = array($sEvent, $fCallback, $sSource);
		return (string) count(self::$aListeners);
	}

	/** Whom the source names; what a listener throws breaks the page. */
	public static function Fire(string $sEvent, \DBObject $oObject): void
	{
		foreach (self::$aListeners as list($sOf, $fCallback, $sSource)) {
			if ($sOf === $sEvent && is_a($oObject, $sSource)) {
				call_user_func($fCallback, new EventData(array('object' => $oObject, 'is_new' => false)));
			}
		}
	}
}
