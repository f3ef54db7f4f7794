<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Topic;

use ItopTawk\Helper\Log;
use MetaModel;
use Person;
use Throwable;

/**
 * Deletes a person's choices when the person is anonymized or gets another e-mail address, because choices are stored with the
 * old one. (When the person is deleted, iTop deletes them.)
 */
class PersonTopics
{
	/**
	 * Never throws: the person is written in any case, and iTop's page continues.
	 */
	public static function AfterWrite(Person $oPerson): void
	{
		try {
			if (self::IsAnonymized($oPerson) || self::HasOtherEmail($oPerson)) {
				ChatTopic::ForgetPerson((int)$oPerson->GetKey());
			}
		} catch (Throwable $oException) {
			Log::Failure($oException, 'the choices of person '.$oPerson->GetKey().' in the panel are not deleted');
		}
	}

	/** Combodo's extension combodo-anonymizer adds this attribute, and sets it at the end of its work. */
	private static function IsAnonymized(Person $oPerson): bool
	{
		return MetaModel::IsValidAttCode(get_class($oPerson), 'anonymized') && $oPerson->Get('anonymized');
	}

	private static function HasOtherEmail(Person $oPerson): bool
	{
		$aBefore = $oPerson->ListPreviousValuesForUpdatedAttributes();

		return isset($aBefore['email']) && ChatTopic::Email($aBefore['email']) !== ChatTopic::Email($oPerson->Get('email'));
	}
}
