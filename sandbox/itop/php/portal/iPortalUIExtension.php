<?php

use Symfony\Component\DependencyInjection\Container;

interface iPortalUIExtension
{
	public function GetJSFiles(Container $oContainer);

	public function GetJSInline(Container $oContainer);

	public function GetBodyHTML(Container $oContainer);
}
