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
 * A portal. Uses the portal's own scopes, bricks and addresses, which are public services from 2.7 to 3.2.
 */
class PortalPlace implements Place
{
	/** @var \Symfony\Component\DependencyInjection\ContainerInterface */
	private $oContainer;
	/** @var ContextTag[] they are in force while these objects exist */
	private $aContext;

	/**
	 * @param string $sPortalId of an existing portal: the portal creates a folder of that name in iTop's cache
	 */
	public function __construct(string $sPortalId)
	{
		// Starts as itop-portal-base/index.php does. Addresses get the parameters of the current request.
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
		// The check of the portal's SecurityHelper::IsActionAllowed(), without its extra query.
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
