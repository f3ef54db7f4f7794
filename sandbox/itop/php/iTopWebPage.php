<?php

class iTopWebPage
{
	/** @var string[] */
	public $aScripts = array();

	private $sTitle;
	private $sContent = '';
	private $sReadyScript = '';

	public function __construct($sTitle = '')
	{
		StandIn::Enter(__METHOD__);
		$this->sTitle = $sTitle;
	}

	public function add_script($sScript)
	{
		$this->aScripts[] = $sScript;
	}

	public function add($sHtml)
	{
		$this->sContent .= $sHtml;
	}

	public function add_ready_script($sScript)
	{
		$this->sReadyScript .= $sScript;
	}

	/** The page of a module, without the menu that iTop puts beside it. */
	public function output()
	{
		StandIn::Enter(__METHOD__);
		header('X-Frame-Options: SAMEORIGIN');
		$sTitle = htmlspecialchars($this->sTitle, ENT_QUOTES, 'UTF-8');
		echo '<!DOCTYPE html><html><head><meta charset="utf-8"><title>'.$sTitle.'</title></head><body style="margin:0;font-family:sans-serif">';
		echo $this->sContent.'<script>document.addEventListener("DOMContentLoaded",function(){'.$this->sReadyScript.'})</script></body></html>';
	}
}
