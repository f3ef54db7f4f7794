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

/**
 * What the module's own dashlets have in common: a title, a query, and a panel around what each of them shows.
 */
abstract class DashletTawk extends Dashlet
{
	/** Query of a new dashlet, and key of its name in the dictionary */
	const QUERY = 'SELECT TawkChat';
	const LABEL = '';

	public function __construct($oModelReflection, $sId)
	{
		parent::__construct($oModelReflection, $sId);
		$this->aProperties['title'] = '';
		$this->aProperties['query'] = static::QUERY;
	}

	/**
	 * @param string $sOql the query in the properties
	 *
	 * @return string HTML; '' shows no dashlet
	 */
	abstract protected function Content(string $sOql): string;

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
		try {
			$sContent = $this->Content($this->aProperties['query']);
		} catch (Throwable $oException) {
			Log::Failure($oException, 'the dashboard lacks a part: '.static::class);
			$sContent = '–';
		}
		if ($sContent === '') {
			return '';
		}
		$sTitle = Escape::Text(Dict::S($this->aProperties['title']));
		return '<div class="ibo-panel--body" style="padding:12px 16px"><div style="font-size:1.3em">'.$sTitle.'</div><div style="margin-top:8px">'.$sContent.'</div></div>';
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
			'label' => Dict::S(static::LABEL),
			'icon' => 'env-'.utils::GetCurrentEnvironment().'/'.Settings::MODULE.'/images/chat.svg',
			'description' => Dict::S(static::LABEL),
		);
	}
}
