<?php

/**
 * Costs in SQL queries: facts/itop.md §5, the version that costs most.
 */
class UserRights
{
	private static $oContact;

	public static function IsLoggedIn()
	{
		StandIn::Enter(__METHOD__);

		return StandIn::$aRequest['user'] !== null;
	}

	public static function IsImpersonated()
	{
		StandIn::Enter(__METHOD__);

		return StandIn::$aRequest['impersonated'];
	}

	public static function GetUserId()
	{
		StandIn::Enter(__METHOD__);

		return self::IsLoggedIn() ? StandIn::$aRequest['user']['id'] : '';
	}

	public static function GetUserObject()
	{
		StandIn::Enter(__METHOD__);

		return self::IsLoggedIn() ? new UserLocal() : null;
	}

	public static function GetContactId()
	{
		StandIn::Enter(__METHOD__);

		return self::IsLoggedIn() ? StandIn::$aRequest['user']['fields']['contactid'] : '';
	}

	public static function GetContactObject()
	{
		StandIn::Enter(__METHOD__, (self::$oContact === null) ? 5 : 0);
		if (self::GetContactId() == 0) {
			return null;
		}
		self::$oContact = new Person();

		return self::$oContact;
	}

	/**
	 * Costs nothing on a web page: the session holds them since the login.
	 */
	public static function ListProfiles()
	{
		StandIn::Enter(__METHOD__);

		return self::IsLoggedIn() ? StandIn::$aRequest['user']['profiles'] : array();
	}
}

abstract class DBObject
{
	public function Get($sAttCode)
	{
		StandIn::Enter('DBObject::Get');
		$aFields = StandIn::$aRequest['user']['fields'];
		if (!array_key_exists($sAttCode, $aFields)) {
			throw new Exception("Unknown attribute $sAttCode");
		}

		return $aFields[$sAttCode];
	}

	public function GetKey()
	{
		return StandIn::$aRequest['user']['id'];
	}
}

abstract class User extends DBObject
{
}

class UserLocal extends User
{
}

class Person extends DBObject
{
}
