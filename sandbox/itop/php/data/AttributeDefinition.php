<?php

class AttributeCaseLog
{
	private $sCode;

	public function __construct(string $sCode)
	{
		$this->sCode = $sCode;
	}

	public function GetSQLExpressions($sPrefix = '')
	{
		return array('' => $this->sCode, '_index' => $this->sCode.'_index');
	}
}

class AttributeDateTime
{
	public static function GetAsUnixSeconds($value)
	{
		StandIn::Enter(__METHOD__);

		return strtotime("$value UTC");
	}
}
