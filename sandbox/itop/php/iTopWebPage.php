<?php

class iTopWebPage
{
	/** @var string[] */
	public $aScripts = array();

	public function add_script($sScript)
	{
		$this->aScripts[] = $sScript;
	}
}
