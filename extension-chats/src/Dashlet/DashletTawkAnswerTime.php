<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

use Combodo\iTop\Application\UI\Base\Component\Dashlet\DashletContainer;
use Combodo\iTop\Application\UI\Base\Component\Html\Html;
use ItopTawk\Chats\Helper\Html as Escape;
use ItopTawk\Chats\Helper\Log;
use ItopTawk\Chats\Helper\Settings;
use ItopTawk\Chats\Service\AnswerTimes;

/**
 * The time to the first answer: median and 90 %, which iTop's own dashlets cannot compute.
 */
class DashletTawkAnswerTime extends Dashlet
{
	public function __construct($oModelReflection, $sId)
	{
		parent::__construct($oModelReflection, $sId);
		$this->aProperties['title'] = '';
		$this->aProperties['query'] = 'SELECT TawkChat';
	}

	public function Render($oPage, $bEditMode = false, $aExtraParams = array())
	{
		$sHtml = $this->Html();
		if (!class_exists(DashletContainer::class)) { // iTop 2.7
			$oPage->add('<div class="dashlet-content">'.$sHtml.'</div>');
			return null;
		}
		$oContainer = new DashletContainer();
		$oContainer->AddSubBlock(new Html($sHtml));
		return $oContainer;
	}

	private function Html(): string
	{
		$sCells = '';
		foreach (array('TawkChat:Dashboard:Median' => 0.5, 'TawkChat:Dashboard:NinetyPercent' => 0.9) as $sLabel => $fShare) {
			$sCells .= '<div><div style="font-size:1.8em">'.$this->Duration($fShare).'</div>'.Escape::Text(Dict::S($sLabel)).'</div>';
		}
		$sTitle = Escape::Text(Dict::S($this->aProperties['title']));
		return '<div class="ibo-panel--body" style="padding:12px 16px"><div style="font-size:1.3em">'.$sTitle.'</div><div style="display:flex;gap:3em;margin-top:8px">'.$sCells.'</div></div>';
	}

	private function Duration(float $fShare): string
	{
		try {
			$iSeconds = AnswerTimes::Within($this->aProperties['query'], $fShare);
			return $iSeconds === null ? '–' : Escape::Text(AttributeDuration::FormatDuration($iSeconds));
		} catch (Throwable $oException) {
			Log::Failure($oException, 'the dashboard does not show the time to the first answer');
			return '–';
		}
	}

	public function GetPropertiesFields(DesignerForm $oForm)
	{
		foreach (array('title' => 'UI:DashletObjectList:Prop-Title', 'query' => 'UI:DashletObjectList:Prop-Query') as $sName => $sLabel) {
			$oForm->AddField(new DesignerTextField($sName, Dict::S($sLabel), $this->aProperties[$sName]));
		}
	}

	public static function GetInfo()
	{
		return array(
			'label' => Dict::S('TawkChat:Dashboard:AnswerTime'),
			'icon' => 'env-'.utils::GetCurrentEnvironment().'/'.Settings::MODULE.'/images/chat.svg',
			'description' => Dict::S('TawkChat:Dashboard:AnswerTime'),
		);
	}
}
