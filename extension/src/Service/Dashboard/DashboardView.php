<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Dashboard;

use Dict;
use ItopTawk\Helper\Settings;
use utils;

/**
 * What the page shows: the frame, which the form fills; and why it may stay empty, with a way out.
 */
class DashboardView
{
	const FRAME = 'itop-tawk-dashboard';
	/** It cannot lead the console itself to another address, nor read it: Live Helper Chat has another origin. */
	const SANDBOX = 'allow-scripts allow-same-origin allow-forms allow-modals allow-downloads allow-popups allow-popups-to-escape-sandbox';
	/** What an agent needs: the sound of a new chat, copying, talking. */
	const ALLOWED = array('autoplay', 'clipboard-write', 'fullscreen', 'microphone');

	/** @var string */
	private $sServer;
	/** @var string */
	private $sOperator;

	/**
	 * @param string $sServer root of the server, without a slash at the end
	 */
	public function __construct(string $sServer, string $sOperator)
	{
		$this->sServer = $sServer;
		$this->sOperator = $sOperator;
	}

	public function Html(): string
	{
		$sTitle = self::Text(Dict::S('Menu:ItopTawk:Dashboard'));
		$sHead = '<h1 style="margin:0;font-size:1.6em">'.$sTitle.'</h1><span>'.self::Text(Dict::Format('ItopTawk:Dashboard:As', $this->sOperator)).'</span>'.$this->Form('_blank', Dict::S('ItopTawk:Dashboard:NewTab'));
		$sHtml = '<div style="display:flex;flex-wrap:wrap;gap:6px 20px;align-items:baseline">'.$sHead.'</div>';
		if ($this->IsInsecure()) {
			return self::Page($sHtml.self::Message(Dict::Format('ItopTawk:Dashboard:Insecure', self::Origin($this->sServer))));
		}
		$sAllowed = implode('; ', array_map(function (string $sFeature) {
			return $sFeature.' '.self::Origin($this->sServer);
		}, self::ALLOWED));
		$sHtml .= '<div id="'.self::FRAME.'-refused" hidden>'.self::Message($this->Refused()).'</div>';
		$sHtml .= '<iframe id="'.self::FRAME.'" name="'.self::FRAME.'" title="'.$sTitle.'" sandbox="'.self::SANDBOX.'" allow="'.self::Text($sAllowed).'" style="flex:1;width:100%;border:1px solid #ccc;background:#fff"></iframe>';

		return self::Page($sHtml.$this->Form(self::FRAME).$this->Help());
	}

	/**
	 * Fills the frame. A browser does not say that it shows no other site's page in a frame, but an <object> with such a page fails.
	 */
	public function Script(): string
	{
		if ($this->IsInsecure()) {
			return '';
		}
		$sProbe = json_encode(EntryLink::Probe($this->sServer), JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT);

		return '(function(d,id){d.getElementById(id+"-form").submit();var o=d.createElement("object");o.type="text/html";o.tabIndex=-1;o.setAttribute("aria-hidden","true");o.style.cssText="position:absolute;width:1px;height:1px;opacity:0";'
			.'o.onload=function(){o.remove()};o.onerror=function(){o.remove();d.getElementById(id).remove();d.getElementById(id+"-refused").hidden=false};'
			.'o.data='.$sProbe.';d.body.appendChild(o)})(document,"'.self::FRAME.'");';
	}

	/**
	 * @return string the page's address, without a host: the session's cookie belongs to the host of the page
	 */
	public static function Address(): string
	{
		return (string)preg_replace('~^https?://[^/]*~i', '', utils::GetAbsoluteUrlModulePage(Settings::MODULE, 'dashboard.php'));
	}

	public static function Message(string $sText): string
	{
		return '<p role="alert" style="margin:12px 0;max-width:60em"><b>'.self::Text($sText).'</b></p>';
	}

	public static function Text(string $sText): string
	{
		return htmlspecialchars($sText, ENT_QUOTES, 'UTF-8');
	}

	private static function Page(string $sHtml): string
	{
		return '<div style="display:flex;flex-direction:column;gap:8px;height:calc(100vh - 110px);min-height:400px;box-sizing:border-box;padding:12px">'.$sHtml.'</div>';
	}

	/**
	 * @param string $sTarget where the answer goes; each form can be sent once
	 * @param string $sLabel of its button; without one, the script sends the form
	 */
	private function Form(string $sTarget, string $sLabel = ''): string
	{
		$sFields = '';
		foreach (array('operation' => DashboardPage::ENTER, 'transaction_id' => utils::GetNewTransactionId()) as $sName => $sValue) {
			$sFields .= '<input type="hidden" name="'.$sName.'" value="'.self::Text((string)$sValue).'">';
		}
		$sId = ($sLabel === '') ? ' id="'.self::FRAME.'-form"' : '';
		$sButton = ($sLabel === '') ? '' : '<button type="submit" class="action ibo-button ibo-is-regular ibo-is-neutral">'.self::Text($sLabel).'</button>';

		return '<form'.$sId.' method="post" action="'.self::Text(self::Address()).'" target="'.$sTarget.'" rel="noopener">'.$sFields.$sButton.'</form>';
	}

	private function Help(): string
	{
		$aReasons = array(
			$this->Refused(),
			Dict::Format('ItopTawk:Dashboard:LoggedOut', self::Origin($this->sServer)),
			Dict::Format('ItopTawk:Dashboard:NoOperator', $this->sOperator),
			Dict::S('ItopTawk:Dashboard:Other'),
		);

		return '<details><summary>'.self::Text(Dict::S('ItopTawk:Dashboard:Help')).'</summary><ul style="margin:6px 0;padding-left:1.5em;list-style:disc"><li>'.implode('</li><li>', array_map(array(self::class, 'Text'), $aReasons)).'</li></ul></details>';
	}

	private function Refused(): string
	{
		return Dict::Format('ItopTawk:Dashboard:Refused', self::Origin($this->sServer), self::Origin(utils::GetAbsoluteUrlAppRoot()));
	}

	/**
	 * Browsers show no http page in an https page.
	 */
	private function IsInsecure(): bool
	{
		return stripos(utils::GetAbsoluteUrlAppRoot(), 'https:') === 0 && strpos($this->sServer, 'http:') === 0;
	}

	private static function Origin(string $sAddress): string
	{
		return preg_match('~^https?://[^/]+~i', $sAddress, $aFound) ? $aFound[0] : '';
	}
}
