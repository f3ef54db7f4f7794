<?php

require_once __DIR__.'/Oql.php';

abstract class DBSearch
{
	/** @var callable[] each takes the values of an object */
	public $aConditions = array();
	private $sClass;
	private $bAllData = false;

	protected function __construct(string $sClass)
	{
		$this->sClass = $sClass;
	}

	public function GetClass()
	{
		return $this->sClass;
	}

	public function GetClassAlias()
	{
		return $this->sClass;
	}

	public function AllowAllData($bAllowAllData = true)
	{
		$this->bAllData = $bAllowAllData;
	}

	public function IsAllDataAllowed()
	{
		return $this->bAllData;
	}
}

class DBObjectSearch extends DBSearch
{
	public static function FromOQL($sQuery, $aParams = array())
	{
		StandIn::Enter(__METHOD__);
		if (!preg_match('/^SELECT (\w+)(?: WHERE (.+))?$/D', $sQuery, $aMatch) || !MetaModel::IsValidClass($aMatch[1])) {
			throw new Exception("Wrong OQL: $sQuery");
		}
		$oSearch = new DBObjectSearch($aMatch[1]);
		if (isset($aMatch[2])) {
			$oSearch->aConditions[] = (new Oql($aMatch[1], $aMatch[2], $aParams))->Compile();
		}

		return $oSearch;
	}
}
