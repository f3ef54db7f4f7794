<?php

namespace Combodo\iTop\Portal;

use Exception;
use StandIn;
use Symfony\Component\DependencyInjection\Container;

class Kernel
{
	public function __construct($sEnvironment, $bDebug)
	{
		if ($bDebug) {
			throw new Exception('The portal must not be started in debug mode');
		}
	}

	/** The real one makes a folder of that name in iTop's cache, whether or not there is such a portal. */
	public function boot()
	{
		StandIn::Enter('Kernel::boot');
		StandIn::$aBootedPortals[] = $_ENV['PORTAL_ID'];
		StandIn::$aRequest['portal'] = $_ENV['PORTAL_ID'];
	}

	public function getContainer()
	{
		return new Container();
	}
}
