<?php

namespace Combodo\iTop\Application\Helper;

class Session
{
	public static function Set($key, $value)
	{
		\StandIn::Enter('Session::Set');
		$_SESSION[$key] = $value;
		\StandIn::$aSession[$key] = $value;
	}
}
