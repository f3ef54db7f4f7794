<?php

abstract class AbstractPageUIExtension implements iPageUIExtension
{
	public function GetNorthPaneHtml(iTopWebPage $oPage)
	{
		return '';
	}

	public function GetSouthPaneHtml(iTopWebPage $oPage)
	{
		return '';
	}

	public function GetBannerHtml(iTopWebPage $oPage)
	{
		return '';
	}
}
