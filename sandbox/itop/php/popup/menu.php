<?php

interface iPopupMenuExtension
{
	const MENU_OBJLIST_ACTIONS = 1;
	const MENU_OBJDETAILS_ACTIONS = 3;
	const MENU_USER_ACTIONS = 5;
	const PORTAL_OBJDETAILS_ACTIONS = 8;

	public static function EnumItems($iMenuId, $param);
}

class JSPopupMenuItem
{
	private $aItem;

	public function __construct($sUID, $sLabel, $sJSCode, $aIncludeJSFiles = array())
	{
		StandIn::Enter('JSPopupMenuItem::__construct');
		$this->aItem = array('kind' => get_class($this), 'uid' => $sUID, 'label' => $sLabel, 'onclick' => $sJSCode.'; return false;');
	}

	public function GetMenuItem()
	{
		return $this->aItem;
	}
}

class JSButtonItem extends JSPopupMenuItem
{
}
