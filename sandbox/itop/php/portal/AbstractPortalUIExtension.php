<?php

use Symfony\Component\DependencyInjection\Container;

/**
 * Signatures: facts/itop.md §1. The stand-in asks only for what the extension gives.
 */
abstract class AbstractPortalUIExtension implements iPortalUIExtension
{
	public function GetJSFiles(Container $oContainer)
	{
		return array();
	}

	public function GetJSInline(Container $oContainer)
	{
		return null;
	}

	public function GetBodyHTML(Container $oContainer)
	{
		return null;
	}
}
