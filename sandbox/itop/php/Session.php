<?php

namespace Combodo\iTop\Application\Helper;

class Session
{
	public static function Set($sKey, $value)
	{
		\StandIn::Enter('Session::Set');
		$_SESSION[$sKey] = $value;
		\StandIn::$aSession[$sKey] = $value;
	}
}
