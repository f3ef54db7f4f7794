<?php

define('UR_ACTION_READ', 1);
define('UR_ALLOWED_NO', 0);
define('UR_ALLOWED_YES', 1);

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

	public static function IsPortalUser()
	{
		StandIn::Enter(__METHOD__);

		return in_array('Portal user', self::ListProfiles(), true);
	}

	public static function GetUser()
	{
		StandIn::Enter(__METHOD__);

		return self::IsLoggedIn() ? StandIn::$aRequest['user']['login'] : '';
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
		self::$oContact = new Person(array('id' => self::GetContactId()));

		return self::$oContact;
	}

	public static function GetUserFriendlyName()
	{
		StandIn::Enter(__METHOD__);
		$aFields = StandIn::$aRequest['user']['fields'];

		return trim($aFields['first_name'].' '.$aFields['last_name']) ?: $aFields['login'];
	}

	/** iTop's profiles may read everything; whoever has none may read nothing. */
	public static function IsActionAllowed($sClass, $iActionCode)
	{
		StandIn::Enter(__METHOD__);

		return (StandIn::$aRequest['user']['profiles'] === array()) ? UR_ALLOWED_NO : UR_ALLOWED_YES;
	}

	/** Not a function of iTop: whether the allowed organisations of the user let an object through. */
	public static function IsInSilo($sOrganization): bool
	{
		$aAllowed = StandIn::$aRequest['user']['allowedOrganizations'];

		return $aAllowed === array() || in_array($sOrganization, $aAllowed, true);
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

/**
 * The user, with what of the contact comes with it.
 */
abstract class User extends DBObject
{
	public function __construct()
	{
		parent::__construct(array('id' => StandIn::$aRequest['user']['id']) + StandIn::$aRequest['user']['fields']);
	}
}

class UserLocal extends User
{
}
