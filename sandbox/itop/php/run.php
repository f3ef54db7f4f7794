<?php
/**
 * One page of iTop: loads the module as iTop does, calls the hooks of that page and prints what they gave as JSON; or
 * runs a page of the module, whose output is followed by a line of its own with the same; or what is done in the
 * background.
 */

require __DIR__.'/StandIn.php';
StandIn::$aRequest = json_decode(file_get_contents('php://input'), true);
define('APPROOT', StandIn::$aRequest['appRoot']);
define('MODULESROOT', APPROOT.'env-production/');
define('SANDBOX_TAWK_URL', StandIn::$aRequest['tawkUrl']);

set_error_handler(function ($iLevel, $sMessage, $sFile, $iLine) {
	if (error_reporting() & $iLevel) {
		StandIn::$aNotices[] = $sMessage.' at '.basename($sFile).':'.$iLine;
	}

	return true;
});

$aPage = StandIn::$aRequest['page'];
$_GET = StandIn::$aRequest['params'];
$_POST = ($aPage === null) ? array() : $aPage['form'];
$_REQUEST = $_POST + $_GET;
$_SESSION = (StandIn::$aRequest['user'] === null) ? array() : array('auth_user' => StandIn::$aRequest['user']['login']) + StandIn::$aRequest['session'];
StandIn::$aSession = StandIn::$aRequest['session'];
StandIn::$aTransactions = StandIn::$aRequest['transactions'];
require __DIR__.'/clock.php';
if (StandIn::$aRequest['sessionHelper']) {
	require __DIR__.'/Session.php';
}

foreach (array('data/DBObject', 'data/DBObjectSearch', 'data/DBObjectSet', 'data/CMDBSource', 'data/AttributeDefinition', 'popup/menu', 'popup/nodes', 'ContextTag', 'LoginWebPage', 'Config', 'MetaModel', 'utils', 'UserRights', 'IssueLog', 'Dict', 'SetupWebPage', 'iTopWebPage', 'portal/Container', 'background') as $sFile) {
	require __DIR__."/$sFile.php";
}
// 3.3 has a file for each interface and autoloads them; the versions before declare all of them at once (facts/itop.md §1).
$aInterfaceFiles = array();
foreach (StandIn::$aRequest['interfaces'] as $sFile) {
	$sNamespace = (strpos($sFile, 'events/') === 0) ? 'Combodo\\iTop\\Service\\Events\\' : '';
	$aInterfaceFiles[$sNamespace.basename($sFile)] = __DIR__."/$sFile.php";
}
spl_autoload_register(function ($sClass) use ($aInterfaceFiles) {
	if (isset($aInterfaceFiles[$sClass])) {
		require_once $aInterfaceFiles[$sClass];
	}
});
if (!StandIn::$aRequest['autoloadsInterfaces']) {
	array_map('class_exists', array_keys($aInterfaceFiles));
}

if ($aPage !== null) {
	register_shutdown_function(function () {
		echo "\n".StandIn::$aRequest['boundary'].json_encode(StandIn::Report());
	});
	$_SERVER['REQUEST_METHOD'] = $aPage['method'];
	foreach ($aPage['headers'] as $sName => $sValue) {
		$_SERVER['HTTP_'.strtoupper(str_replace('-', '_', $sName))] = $sValue;
	}
	SetupWebPage::LoadModules();
	require MODULESROOT.$_GET['exec_module'].'/'.basename($_GET['exec_page']);
	exit;
}

if (StandIn::$aRequest['background'] !== null) {
	SetupWebPage::LoadModules();
	echo json_encode(array('said' => runInBackground(StandIn::$aRequest['background'])) + StandIn::Report());
	exit;
}

$aResult = array('scripts' => array(), 'html' => '', 'menu' => array(), 'userMenu' => array(), 'consoleMenu' => array(), 'fatal' => null);
ob_start();
try {
	SetupWebPage::LoadModules();
	$bConsole = (StandIn::$aRequest['portal'] === 'backoffice');
	foreach (MetaModel::EnumPlugins('iPortalUIExtension') as $oExtension) {
		if (!$bConsole) {
			$aResult['scripts'][] = $oExtension->GetJSInline(new Symfony\Component\DependencyInjection\Container());
			$aResult['html'] .= $oExtension->GetBodyHTML(new Symfony\Component\DependencyInjection\Container());
		}
	}
	foreach (MetaModel::EnumPlugins('iPageUIExtension') as $oExtension) {
		if ($bConsole) {
			$oPage = new iTopWebPage();
			$aResult['html'] .= str_replace('<script', '&lt;script', $oExtension->GetBannerHtml($oPage)).$oExtension->GetNorthPaneHtml($oPage);
			$aResult['html'] .= $oExtension->GetSouthPaneHtml($oPage);
			$aResult['scripts'] = array_merge($aResult['scripts'], $oPage->aScripts);
		}
	}
	foreach (MetaModel::EnumPlugins('iBackofficeScriptExtension') as $oExtension) {
		if ($bConsole) {
			$aResult['scripts'][] = $oExtension->GetScript();
		}
	}
	// The user menu; that of the portals takes no items, whatever iTop's constants say (facts/itop.md §9).
	foreach ($bConsole ? MetaModel::EnumPlugins('iPopupMenuExtension') : array() as $oExtension) {
		foreach ($oExtension->EnumItems(iPopupMenuExtension::MENU_USER_ACTIONS, null) as $oItem) {
			$aResult['userMenu'][] = $oItem->GetMenuItem();
		}
	}
	foreach ($bConsole ? MetaModel::EnumPlugins('ModuleHandlerApiInterface') : array() as $oHandler) {
		$oHandler::OnMenuCreation();
	}
	$aResult['consoleMenu'] = MenuNode::Items();
	// The menu of the object that the page shows.
	foreach (StandIn::$aRequest['object'] === null ? array() : MetaModel::EnumPlugins('iPopupMenuExtension') as $oExtension) {
		list($sClass, $sId) = explode(':', StandIn::$aRequest['object']);
		$oObject = new $sClass(array('id' => $sId));
		$aItems = $bConsole ?
			$oExtension->EnumItems(iPopupMenuExtension::MENU_OBJDETAILS_ACTIONS, $oObject) :
			$oExtension->EnumItems(iPopupMenuExtension::PORTAL_OBJDETAILS_ACTIONS, array('portal_id' => StandIn::$aRequest['portal'], 'object' => $oObject, 'mode' => 'view'));
		foreach ($aItems as $oItem) {
			$aResult['menu'][] = $oItem->GetMenuItem();
		}
	}
} catch (Throwable $oException) {
	// Kills the page for everybody (facts/itop.md §0, trap 5).
	$aResult['fatal'] = get_class($oException).': '.$oException->getMessage();
}
$aResult['output'] = ob_get_clean();
echo json_encode($aResult + StandIn::Report());
