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
		if (!in_array($sName, array('brick_collection', 'url_generator', 'scope_validator'), true)) {
			throw new \Exception("Unknown container service $sName");
		}

		return $this;
	}

	public function GetBrickById($sId)
	{
		$aBricks = array(
			'services' => array('Brick:Portal:NewRequest:Title', 'p_browse_brick'),
			'ongoing-tickets-for-portal-user' => array('Brick:Portal:OngoingRequests:Title', 'p_manage_brick'),
		);
		if (!isset($aBricks[$sId]) || \StandIn::$aRequest['portal'] !== 'itop-portal') {
			throw new \Exception("Brick with id = \"$sId\" was not found among loaded bricks.");
		}

		return new Brick($aBricks[$sId][0], $aBricks[$sId][1]);
	}

	public function getContext()
	{
		return $this;
	}

	public function fromRequest(\Symfony\Component\HttpFoundation\Request $oRequest)
	{
	}

	/** Addresses carry the parameters of the request that they are made in. */
	public function generate($sRoute, array $aParameters)
	{
		$aPaths = array('p_browse_brick' => 'browse', 'p_manage_brick' => 'manage', 'p_object_view' => 'object/view');
		$sPath = $aPaths[$sRoute].'/'.implode('/', $aParameters);
		$sModule = \utils::ReadParam('exec_module', 'itop-portal-base');
		$sPage = \utils::ReadParam('exec_page', 'index.php');

		return parse_url(\StandIn::$aRequest['appRootUrl'], PHP_URL_PATH)."pages/exec.php/$sPath?exec_module=$sModule&exec_page=$sPage&portal_id=".\StandIn::$aRequest['portal'];
	}

	/**
	 * Scopes of the standard portal: one's own tickets, all entries of the FAQ. Another portal may show less, or more.
	 */
	public function AddScopeToQuery(\DBSearch &$oSearch, $sClass)
	{
		\StandIn::Enter('ScopeValidatorHelper::AddScopeToQuery');
		if (!in_array($sClass, \StandIn::$aRequest['portal'] === 'itop-portal' ? array('UserRequest', 'Ticket', 'FAQ') : array('UserRequest'), true)) {
			return false;
		}
		if ($sClass !== 'FAQ') {
			$sContact = (string)\StandIn::$aRequest['user']['fields']['contactid'];
			$oSearch->aConditions[] = function (array $aValues) use ($sContact) {
				return $aValues['caller_id'] === $sContact;
			};
		}

		return true;
	}
}

class Brick
{
	private $sTitle;
	private $sRoute;

	public function __construct(string $sTitle, string $sRoute)
	{
		$this->sTitle = $sTitle;
		$this->sRoute = $sRoute;
	}

	public function GetTitleNavigationMenu()
	{
		return $this->sTitle;
	}

	public function GetRouteName()
	{
		return $this->sRoute;
	}
}
