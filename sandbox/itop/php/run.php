<?php
/**
 * One page of iTop: loads the module as iTop does, calls the hooks of that page and prints what they gave as JSON.
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

foreach (array('Config', 'MetaModel', 'utils', 'UserRights', 'IssueLog', 'Dict', 'SetupWebPage', 'iTopWebPage', 'portal/Container') as $sFile) {
	require __DIR__."/$sFile.php";
}
// 3.3 has a file for each interface and autoloads them; the versions before declare all of them at once (facts/itop.md §1).
$aInterfaceFiles = array();
foreach (StandIn::$aRequest['interfaces'] as $sFile) {
	$aInterfaceFiles[basename($sFile)] = __DIR__."/$sFile.php";
}
spl_autoload_register(function ($sClass) use ($aInterfaceFiles) {
	if (isset($aInterfaceFiles[$sClass])) {
		require_once $aInterfaceFiles[$sClass];
	}
});
if (!StandIn::$aRequest['autoloadsInterfaces']) {
	array_map('class_exists', array_keys($aInterfaceFiles));
}

$aResult = array('scripts' => array(), 'html' => '', 'fatal' => null);
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
} catch (Throwable $oException) {
	// Kills the page for everybody (facts/itop.md §0, trap 5).
	$aResult['fatal'] = get_class($oException).': '.$oException->getMessage();
}
$aResult['output'] = ob_get_clean();
$aResult['log'] = StandIn::$aLog;
$aResult['notices'] = StandIn::$aNotices;
$aResult['queries'] = StandIn::$iQueries;
echo json_encode($aResult);
