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

	/** The services that the portal's own menu uses, themselves; a portal of one's own may lack the brick. */
	public function get($sName)
	{
		\StandIn::Enter('Container::get');
		if (!in_array($sName, array('brick_collection', 'url_generator'), true)) {
			throw new \Exception("Unknown container service $sName");
		}

		return $this;
	}

	public function GetBrickById($sId)
	{
		if ($sId !== 'services' || \StandIn::$aRequest['portal'] !== 'itop-portal') {
			throw new \Exception("Brick with id = \"$sId\" was not found among loaded bricks.");
		}

		return $this;
	}

	public function GetTitleNavigationMenu()
	{
		return 'Brick:Portal:NewRequest:Title';
	}

	public function GetRouteName()
	{
		return 'p_browse_brick';
	}

	public function generate($sRoute, array $aParameters)
	{
		return "/pages/exec.php/browse/{$aParameters['sBrickId']}?exec_module=itop-portal-base&exec_page=index.php&portal_id=".\StandIn::$aRequest['portal'];
	}
}
