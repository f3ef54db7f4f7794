<?php

/**
 * The console's menu: what modules add to it by PHP.
 */
abstract class ModuleHandlerAPI implements ModuleHandlerApiInterface
{
	public static function OnMetaModelStarted()
	{
	}

	public static function OnMenuCreation()
	{
	}

	public function __construct()
	{
	}
}

interface ModuleHandlerApiInterface
{
	public static function OnMetaModelStarted();

	public static function OnMenuCreation();

	public function __construct();
}

abstract class MenuNode
{
	/** @var MenuNode[] */
	public static $aAll = array();
	/** @var array */
	public $aItem;

	public function __construct($sMenuId, $iParent, $fRank)
	{
		StandIn::Enter('MenuNode::__construct');
		$this->aItem = array('id' => $sMenuId, 'label' => Dict::S("Menu:$sMenuId"), 'group' => ($iParent < 0) ? null : self::$aAll[$iParent]->aItem['id']);
		self::$aAll[] = $this;
	}

	public function GetIndex()
	{
		return array_search($this, self::$aAll, true);
	}

	/** What a test or the sandbox's menu is told. */
	public static function Items(): array
	{
		return array_map(function (self $oNode) {
			return $oNode->aItem;
		}, self::$aAll);
	}
}

class WebPageMenuNode extends MenuNode
{
	public function __construct($sMenuId, $sHyperlink, $iParentIndex, $fRank = 0.0)
	{
		parent::__construct($sMenuId, $iParentIndex, $fRank);
		$this->aItem['url'] = $sHyperlink;
	}
}

if (StandIn::$aRequest['groupIcons']) {
	class MenuGroup extends MenuNode
	{
		public function __construct($sMenuId, $fRank, $sDecorationClasses = null, $sEnableClass = null, $iActionCode = null)
		{
			parent::__construct($sMenuId, -1, $fRank);
			$this->aItem += array('icon' => $sDecorationClasses, 'class' => $sEnableClass);
		}

		public function GetDecorationClasses()
		{
			return $this->aItem['icon'];
		}
	}
} else {
	class MenuGroup extends MenuNode
	{
		public function __construct($sMenuId, $fRank, $sEnableClass = null, $iActionCode = null)
		{
			parent::__construct($sMenuId, -1, $fRank);
			$this->aItem += array('icon' => null, 'class' => $sEnableClass);
		}
	}
}
