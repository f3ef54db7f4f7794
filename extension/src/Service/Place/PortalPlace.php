<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Place;

use Combodo\iTop\Portal\Kernel;
use ContextTag;
use DBSearch;
use Symfony\Component\HttpFoundation\Request;
use UserRights;

/**
 * A portal, by what it uses itself: its scopes, its bricks, its addresses. They are public services from 2.7 to 3.2.
 */
class PortalPlace implements Place
{
	/** @var \Symfony\Component\DependencyInjection\ContainerInterface */
	private $oContainer;
	/** @var ContextTag[] in force as long as they are kept */
	private $aContext;

	/**
	 * @param string $sPortalId of a portal that is there: the portal keeps a folder of that name in iTop's cache
	 */
	public function __construct(string $sPortalId)
	{
		// Begins as itop-portal-base/index.php does. Addresses get the parameters of the request that they are made in.
		$_ENV['PORTAL_ID'] = $sPortalId;
		$_REQUEST['exec_module'] = 'itop-portal-base';
		$_REQUEST['exec_page'] = 'index.php';
		require_once MODULESROOT.'itop-portal-base/portal/config/bootstrap.php';
		$this->aContext = array(new ContextTag(ContextTag::TAG_PORTAL), new ContextTag('Portal:'.$sPortalId));

		$oKernel = new Kernel($_SERVER['APP_ENV'], (bool)$_SERVER['APP_DEBUG']);
		$oKernel->boot();
		$this->oContainer = $oKernel->getContainer();
		$this->oContainer->get('url_generator')->getContext()->fromRequest(Request::createFromGlobals());
	}

	/**
	 * @inheritDoc
	 */
	public function Restrict(DBSearch $oSearch, string $sClass): ?DBSearch
	{
		// What its SecurityHelper::IsActionAllowed() asks, without a query of its own.
		if (!$this->oContainer->get('scope_validator')->AddScopeToQuery($oSearch, $sClass)) {
			return null;
		}

		return (UserRights::IsActionAllowed($sClass, UR_ACTION_READ) == UR_ALLOWED_NO) ? null : $oSearch;
	}

	/**
	 * @inheritDoc
	 */
	public function ObjectUrl(string $sClass, int $iId): string
	{
		$aParameters = array('sObjectClass' => $sClass, 'sObjectId' => $iId);

		return $this->oContainer->get('url_generator')->generate('p_object_view', $aParameters);
	}

	/**
	 * @inheritDoc
	 */
	public function OwnRequests(): ?array
	{
		return BrickLink::Find($this->oContainer, BrickLink::ONGOING_REQUESTS);
	}

	/**
	 * @inheritDoc
	 */
	public function NewRequest(): ?array
	{
		return BrickLink::Find($this->oContainer, BrickLink::NEW_REQUEST);
	}
}
