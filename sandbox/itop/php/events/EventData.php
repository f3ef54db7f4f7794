<?php

namespace Combodo\iTop\Service\Events;

class EventData
{
	private $aData;

	public function __construct(array $aData)
	{
		$this->aData = $aData;
	}

	public function Get($sName)
	{
		return isset($this->aData[$sName]) ? $this->aData[$sName] : null;
	}
}
