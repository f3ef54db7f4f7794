<?php

class SetupWebPage
{
	/** @var array[] version, folder and files by name of module */
	public static $aModules = array();

	public static function AddModule($sFilePath, $sId, $aDefinition)
	{
		StandIn::Enter(__METHOD__);
		list($sName, $sVersion) = explode('/', $sId);
		self::$aModules[$sName] = array('version' => $sVersion, 'folder' => dirname($sFilePath), 'files' => $aDefinition['datamodel']);
	}

	/**
	 * What the compiled env-production/autoload.php does: each file of 'datamodel', in its order (facts/itop.md §2).
	 */
	public static function LoadModules(): void
	{
		foreach (glob(MODULESROOT.'*/module.*.php') as $sFile) {
			require $sFile;
		}
		foreach (self::$aModules as $aModule) {
			foreach ($aModule['files'] as $sFile) {
				if (strpos($sFile, 'model.') === 0) {
					// The setup makes it of the XML; its classes are in data/DBObject.php.
					continue;
				}
				require_once $aModule['folder'].'/'.$sFile;
			}
		}
	}
}
