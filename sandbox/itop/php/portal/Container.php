<?php

namespace Symfony\Component\DependencyInjection;

class Container
{
	public function getParameter($sName)
	{
		\StandIn::Enter('Container::getParameter');
		if ($sName !== 'combodo.portal.instance.id') {
			throw new \Exception("Unknown container parameter $sName");
		}

		return \StandIn::$aRequest['portal'];
	}
}
