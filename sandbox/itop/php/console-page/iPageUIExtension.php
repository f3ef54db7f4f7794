<?php

/**
 * The console hook of 2.7; deprecated in 3.0, gone in 3.3.
 */
interface iPageUIExtension
{
	public function GetNorthPaneHtml(iTopWebPage $oPage);

	public function GetSouthPaneHtml(iTopWebPage $oPage);

	public function GetBannerHtml(iTopWebPage $oPage);
}
