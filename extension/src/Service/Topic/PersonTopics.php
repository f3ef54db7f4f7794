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
 * What a person chose goes when they are anonymized or get another e-mail: it is kept under the old one. (When they are
 * deleted, iTop deletes it.)
 */
class PersonTopics
{
	/**
	 * Whatever happens here, the person is written: iTop's page goes on.
	 */
	public static function AfterWrite(Person $oPerson): void
	{
		try {
			if (self::IsAnonymized($oPerson) || self::HasOtherEmail($oPerson)) {
				ChatTopic::ForgetPerson((int)$oPerson->GetKey());
			}
		} catch (Throwable $oException) {
			Log::Failure($oException, 'what person '.$oPerson->GetKey().' chose to chat about is not deleted');
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
