<?php

namespace Combodo\iTop\Service\Events;

use DBObject;

class EventService
{
	private static $aListeners = array();

	public static function RegisterListener(string $sEvent, callable $fCallback, $sEventSource = null, array $aCallbackData = array(), $context = null, float $fPriority = 0.0, $sModuleId = ''): string
	{
		self::$aListeners[] = array('event' => $sEvent, 'callback' => $fCallback, 'source' => $sEventSource);

		return 'event_'.count(self::$aListeners);
	}

	/**
	 * What a listener throws, whoever writes the object gets.
	 */
	public static function Fire(string $sEvent, DBObject $oObject): void
	{
		foreach (self::$aListeners as $aListener) {
			if ($aListener['event'] === $sEvent && is_a($oObject, $aListener['source'])) {
				call_user_func($aListener['callback'], new EventData(array('object' => $oObject, 'is_new' => false)));
			}
		}
	}
}
