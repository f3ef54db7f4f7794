<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Page;

use Dict;
use ItopTawk\Helper\Desk;
use ItopTawk\Helper\Settings;
use ItopTawk\Service\Desk\DeskChoice;
use ItopTawk\Service\Desk\Presence;
use ItopTawk\Service\Panel\FirstAnswer;
use ItopTawk\Service\Place\ChatAccess;
use ItopTawk\Service\Visitor\Consent;
use ItopTawk\Service\Visitor\Facts;
use ItopTawk\Service\Visitor\Proof;
use ItopTawk\Service\Visitor\Visitor;
use UserRights;
use utils;

/**
 * The chat context: what the widget needs to know about this page and its user. Defined in src/contract/chat-context.ts.
 */
class ChatContext
{
	/**
	 * @param string $sPortalId 'backoffice' for the console
	 *
	 * @return array|null null if there is no chat
	 */
	public static function ForPortal(string $sPortalId): ?array
	{
		if (utils::ReadParam('printable', 0) == 1) {
			return null;
		}
		$oSettings = ChatAccess::Settings($sPortalId);

		return ($oSettings === null) ? null : self::Describe($oSettings, $sPortalId);
	}

	private static function Describe(Settings $oSettings, string $sPortalId): array
	{
		$oDesk = DeskChoice::Of($oSettings, $sPortalId);
		$aPresence = Presence::Of($oDesk);
		$aVisitor = Visitor::Identity($oDesk, $oSettings->Get('share'), $sPortalId);
		$bAsks = ($oSettings->Get('consent') === 'ask');
		$aProperties = self::Properties($oSettings);
		$bSharesProperty = (count($aProperties) <= count($oSettings->aDesks));

		return array(
			'embedUrl' => self::EmbedUrl($oSettings, $oDesk),
			'user' => Visitor::Key(),
			'mark' => Visitor::Mark(),
			'load' => ($aPresence === null || $aPresence['isOpen']) ? $oSettings->Get('load') : 'click',
			'consent' => $oSettings->Get('consent'),
			'launcher' => array(
				'color' => $oSettings->Get('launcher_color'),
				'position' => $oSettings->Get('launcher_position'),
				'offset' => self::Offset($oSettings->Get('launcher_position'), $sPortalId),
				'zIndex' => (int)$oSettings->Get('launcher_z_index'),
			) + (($oSettings->Get('launcher') === 'hidden') ? array('isHidden' => true) : array()),
			'texts' => array(
				'open' => Dict::S('ItopTawk:Open'),
				'opening' => Dict::S('ItopTawk:Opening'),
				'unreachable' => Dict::S('ItopTawk:Unreachable'),
				'unkept' => Dict::S('ItopTawk:Unkept'),
				'away' => Dict::S('ItopTawk:Away'),
				'retry' => Dict::S('ItopTawk:Retry'),
				'close' => Dict::S('ItopTawk:Close'),
				'cancel' => Dict::S('ItopTawk:Cancel'),
				'news' => Dict::S('ItopTawk:News'),
				'hide' => Dict::S('ItopTawk:Hide'),
				'hideAsk' => Dict::S('ItopTawk:HideAsk'),
				'hidePage' => Dict::S('ItopTawk:HidePage'),
				'hideToday' => Dict::S('ItopTawk:HideToday'),
				'overview' => Dict::S('ItopTawk:Overview'),
			) + ($bAsks ? array(
				'consent' => Consent::Sentence($aVisitor, $oSettings, $oDesk),
				'withdrawn' => Dict::S('ItopTawk:Withdrawn'),
			) : array()) + ($bSharesProperty ? array('elsewhere' => Dict::S('ItopTawk:Elsewhere')) : array())
				+ (($bAsks || $bSharesProperty) ? array('start' => Dict::S('ItopTawk:Start')) : array()),
			'panel' => array('url' => self::PanelUrl($sPortalId, $oDesk))
				+ (($oSettings->Get('panel') === 'auto') ? array() : array('when' => $oSettings->Get('panel')))
				+ array_filter(array('tells' => self::Tells($oSettings, $aVisitor))),
		) + (($oSettings->Get('answer_badge') === 'on' && UserRights::GetContactId() > 0) ? array('news' => ChatScript::Path('aside.js')) : array())
			+ ((count($aProperties) > 1) ? array('properties' => $aProperties) : array())
			+ (empty($aVisitor) ? array() : array('visitor' => $aVisitor))
			+ ($oDesk->IsOfTawk() ? array() : array('provider' => $oDesk->sProvider))
			+ array_filter(array('proof' => Proof::Of($oDesk, $oSettings->Get('share'))))
			+ ($aPresence === null ? array() : array('hours' => $aPresence))
			+ (($bAsks && $oSettings->Get('consent_url') !== '') ? array('privacy' => array(Dict::S('ItopTawk:Privacy'), $oSettings->Get('consent_url'))) : array());
	}

	/**
	 * @return string the desk's address: desks that share one visitor have the same text before the last slash
	 */
	private static function EmbedUrl(Settings $oSettings, Desk $oDesk): string
	{
		return $oDesk->IsOfTawk()
			? rtrim($oSettings->Get('embed_base_url'), '/')."/{$oDesk->sPropertyId}/{$oDesk->sWidgetId}"
			: $oDesk->sUrl.'/'.(($oDesk->sDepartment === null) ? '0' : $oDesk->sDepartment);
	}

	/**
	 * @return string[] the tawk.to properties and Live Helper Chat servers of all desks, each once
	 */
	private static function Properties(Settings $oSettings): array
	{
		return array_values(array_unique(array_map(function (Desk $oDesk) {
			return $oDesk->Visitors();
		}, array_merge(array($oSettings->oPlainDesk), $oSettings->aDesks))));
	}

	/**
	 * @return string[] what is sent later: to the agent 'facts' when the chat is opened, and 'page' during the conversation; to
	 *     iTop 'answered'
	 */
	private static function Tells(Settings $oSettings, ?array $aVisitor): array
	{
		$bHasFacts = ($aVisitor !== null && Facts::CostQueries($oSettings->Get('share')));

		return array_merge(
			$bHasFacts ? array('facts') : array(),
			array_intersect(array('page'), $oSettings->Get('share')),
			FirstAnswer::IsKept() ? array('answered') : array()
		);
	}

	/**
	 * Pixels from the top or the bottom, so that the launcher covers nothing of iTop's in that corner. At the top: the headers
	 * and the menus that open from them (the log-out in the console of 2.7). At the bottom left: the portal's logo, which ends
	 * 65 pixels above the bottom; the user's card of 3.3, which ends 93 pixels above it; and the user menu in the console of
	 * 3.x, which ends 126 pixels above it.
	 */
	private static function Offset(string $sPosition, string $sPortalId): int
	{
		if (strpos($sPosition, 'top') === 0) {
			return 150;
		}
		if ($sPosition === 'bottom-left') {
			return ($sPortalId === ChatAccess::CONSOLE) ? 140 : 100;
		}

		return 20;
	}

	/**
	 * @return string without a host: the session's cookie belongs to the host of the page
	 */
	private static function PanelUrl(string $sPortalId, Desk $oDesk): string
	{
		$sUrl = utils::GetAbsoluteUrlModulePage(Settings::MODULE, 'panel.php', array('portal_id' => $sPortalId) + (($oDesk->iNumber === 0) ? array() : array('desk' => $oDesk->iNumber)));

		return (string)preg_replace('~^https?://[^/]*~i', '', $sUrl);
	}
}
