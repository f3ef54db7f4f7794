<?php

/**
 * Tells of each object that is written; until 3.2.
 */
interface iApplicationObjectExtension
{
	public function OnIsModified($oObject);

	public function OnCheckToWrite($oObject);

	public function OnCheckToDelete($oObject);

	public function OnDBUpdate($oObject, $oChange = null);

	public function OnDBInsert($oObject, $oChange = null);

	public function OnDBDelete($oObject, $oChange = null);
}
