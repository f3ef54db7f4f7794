<?php

class IssueLog
{
	public static function Error($sMessage, $sChannel = null, $aContext = array())
	{
		self::Log('Error', $sMessage, $sChannel, $aContext);
	}

	public static function Warning($sMessage, $sChannel = null, $aContext = array())
	{
		self::Log('Warning', $sMessage, $sChannel, $aContext);
	}

	public static function Info($sMessage, $sChannel = null, $aContext = array())
	{
		self::Log('Info', $sMessage, $sChannel, $aContext);
	}

	private static function Log(string $sLevel, $sMessage, $sChannel, array $aContext): void
	{
		StandIn::Enter(__CLASS__.'::'.$sLevel);
		StandIn::$aLog[] = array('level' => $sLevel, 'message' => $sMessage, 'channel' => $sChannel, 'context' => json_encode($aContext));
	}
}
