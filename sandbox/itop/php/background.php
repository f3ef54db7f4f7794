<?php
/**
 * What iTop does beside pages, as far as the extension takes part: tells of a person that was written, and runs the
 * background tasks (webservices/cron.php).
 */

interface iProcess
{
	public function Process($iUnixTimeLimit);
}

interface iBackgroundProcess extends iProcess
{
	public function GetPeriodicity();
}

/**
 * @return string[] what the tasks said
 */
function runInBackground(array $aRequest): array
{
	if (isset($aRequest['written'])) {
		tellOfPerson(new Person($aRequest['written']['values'], null, $aRequest['written']['was']));

		return array();
	}

	return array_map(function (iProcess $oProcess) {
		return $oProcess->Process(time() + 60);
	}, MetaModel::EnumPlugins('iProcess'));
}

/** By each means that this version has. */
function tellOfPerson(Person $oPerson): void
{
	foreach (MetaModel::EnumPlugins('iApplicationObjectExtension') as $oExtension) {
		$oExtension->OnDBUpdate($oPerson);
	}
	foreach (MetaModel::EnumPlugins('Combodo\\iTop\\Service\\Events\\iEventServiceSetup') as $oSetup) {
		$oSetup->RegisterEventsAndListeners();
		Combodo\iTop\Service\Events\EventService::Fire('EVENT_DB_AFTER_WRITE', $oPerson);
	}
}
