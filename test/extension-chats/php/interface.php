<?php
/**
 * By what iTop 2.7 and 3.0 tell of changed objects; 3.1 and 3.2 have it still, 3.3 has not.
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
