<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Panel;

use AttributeDateTime;
use DBObject;
use Dict;
use ItopTawk\Helper\Desk;
use ItopTawk\Helper\Settings;
use ItopTawk\Service\Desk\Presence;
use ItopTawk\Service\Place\ConsolePlace;
use ItopTawk\Service\Place\Place;
use ItopTawk\Service\Topic\ChatTopic;
use ItopTawk\Service\Topic\PublicLog;
use ItopTawk\Service\Topic\Requests;
use ItopTawk\Service\Visitor\Facts;
use ItopTawk\Service\Visitor\Proof;
use ItopTawk\Service\Visitor\Visitor;

/**
 * The answers to the panel; src/contract/panel-answer.ts defines their form.
 */
class PanelAnswer
{
	const MOST = 5;
	/** Maximum number of requests that are checked for the launcher's badge */
	const MOST_NEWS = 20;
	/** Keys of the texts, and of their dictionary entries */
	const TEXTS = array(
		'title' => 'Panel:Title',
		'chat' => 'Open',
		'there' => 'Panel:There',
		'away' => 'Away',
		'yours' => 'Panel:Yours',
		'all' => 'Panel:All',
		'about' => 'Panel:About',
		'open' => 'Panel:Open',
		'fresh' => 'Panel:Fresh',
		'changed' => 'Panel:Changed',
		'search' => 'Panel:Search',
		'nothing' => 'Panel:Nothing',
		'close' => 'Close',
		'closed' => 'Panel:Closed',
		'opens' => 'Panel:Opens',
		'back' => 'Panel:Back',
		'withdraw' => 'Panel:Withdraw',
	);

	/** @var Settings */
	private $oSettings;
	/** @var string */
	private $sPortalId;
	/** @var Desk */
	private $oDesk;
	/** @var Place */
	private $oPlace;
	/** @var Requests */
	private $oRequests;

	public function __construct(Settings $oSettings, string $sPortalId, Desk $oDesk, Place $oPlace)
	{
		$this->oSettings = $oSettings;
		$this->sPortalId = $sPortalId;
		$this->oDesk = $oDesk;
		$this->oPlace = $oPlace;
		$this->oRequests = new Requests($oPlace, $oSettings->Get('ticket_classes'));
	}

	/**
	 * @param string $sAbout such as UserRequest:12; anything else is ignored
	 */
	public function Show(string $sAbout): array
	{
		$oAbout = $this->oRequests->Find($sAbout);
		$aOwn = $this->oRequests->OpenOnesOfUser(self::MOST + 1, $oAbout);
		$aShown = $this->Describe(array_merge(($oAbout === null) ? array() : array($oAbout), array_slice($aOwn, 0, self::MOST)));

		return array(
			'about' => ($oAbout === null) ? null : array_shift($aShown),
			'requests' => $aShown,
			'all' => (count($aOwn) > self::MOST) ? $this->oPlace->OwnRequests() : null,
			'newRequest' => $this->oPlace->NewRequest(),
			'faq' => (new Faq($this->oPlace))->IsThere(),
			'hours' => Presence::Of($this->oDesk),
			'now' => time(),
			// As "FR FR" in iTop.
			'lang' => str_replace(' ', '-', Dict::GetUserLanguage()),
			'texts' => self::Texts(),
		);
	}

	/**
	 * How long an answer usually takes, with the sentence for it.
	 */
	public function Usual(): array
	{
		$iUsual = UsualAnswer::Of($this->oDesk->PropertyIds());

		return array('usual' => ($iUsual === null) ? null : array($iUsual, Dict::S('ItopTawk:Panel:Usual')));
	}

	/**
	 * In which of the user's own open requests the desk has written: as the panel shows it.
	 */
	public function News(): array
	{
		$bIsOn = ($this->oSettings->Get('answer_badge') === 'on');

		return array(
			'now' => time(),
			'answered' => (object)($bIsOn ? PublicLog::NewestOfOthers($this->oRequests->OpenOnesOfUser(self::MOST_NEWS, null)) : array()),
		);
	}

	public function Search(string $sWords): array
	{
		return array('faq' => (new Faq($this->oPlace))->Search($sWords));
	}

	/**
	 * What the agent is told when the chat is opened, in addition to the page's data; and whether the desk is still open.
	 */
	public function Facts(): array
	{
		$aShare = $this->oSettings->Get('share');
		$bHasIdentity = (Visitor::Identity($this->oDesk, $aShare, $this->sPortalId) !== null);

		return array(
			'facts' => (object)($bHasIdentity ? Facts::OfPerson($aShare, $this->oRequests) : array()),
			'hours' => Presence::Of($this->oDesk),
		);
	}

	/**
	 * A new proof of who the user is: the page's own proof is valid for an hour.
	 */
	public function Proof(): array
	{
		return array('proof' => Proof::Of($this->oDesk, $this->oSettings->Get('share')));
	}

	/**
	 * @param string $sObject as UserRequest:12
	 */
	public function Viewed(string $sObject): array
	{
		return array('viewed' => $this->oSettings->Shares('page') ? Viewed::Describe($sObject, $this->oPlace) : null);
	}

	/**
	 * Stores what the user chats about from now on.
	 *
	 * @param string $sAbout such as UserRequest:12, '' for nothing in particular
	 *
	 * @return array|null null if the user may not see it
	 */
	public function Choose(string $sAbout): ?array
	{
		$oRequest = $this->oRequests->Find($sAbout);
		if ($oRequest === null && $sAbout !== '') {
			return null;
		}
		ChatTopic::Keep($oRequest);
		if ($oRequest === null) {
			return array('request' => null);
		}
		$aTitle = $this->oSettings->Shares('request_title') ? array('title' => $oRequest->Get('title')) : array();

		return array('request' => array(
			'reference' => $oRequest->Get('ref'),
			'class' => get_class($oRequest),
			'link' => ConsolePlace::AbsoluteUrl(get_class($oRequest), (int)$oRequest->GetKey()),
		) + $aTitle);
	}

	/**
	 * Notes in iTop's chat that an agent has answered; the answer says whether iTop has noted it.
	 */
	public function Answered(): array
	{
		return array('answered' => FirstAnswer::Note($this->oDesk->PropertyIds()));
	}

	/**
	 * @param DBObject[] $aRequests
	 */
	private function Describe(array $aRequests): array
	{
		$aAnswered = PublicLog::NewestOfOthers($aRequests);
		$aDescriptions = array();
		foreach ($aRequests as $oRequest) {
			$sId = Requests::Id($oRequest);
			$aDescriptions[] = array(
				'id' => $sId,
				'ref' => $oRequest->Get('ref'),
				'title' => $oRequest->Get('title'),
				'state' => $oRequest->GetStateLabel(),
				'changed' => (int)AttributeDateTime::GetAsUnixSeconds($oRequest->Get('last_update')),
				'answered' => isset($aAnswered[$sId]) ? $aAnswered[$sId] : 0,
				'url' => $this->oPlace->ObjectUrl(get_class($oRequest), (int)$oRequest->GetKey()),
			);
		}

		return $aDescriptions;
	}

	private static function Texts(): array
	{
		return array_map(function (string $sEntry) {
			return Dict::S("ItopTawk:$sEntry");
		}, self::TEXTS);
	}
}
