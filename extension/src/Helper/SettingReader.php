<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

use MetaModel;

/**
 * Reads settings as iTop returns them (configuration file first, then XML), and collects errors and warnings about them.
 *
 * Messages never quote a value: a secret pasted at the wrong place would end up in the log.
 */
class SettingReader
{
	/** Values that documentation and default settings, ours and those of Combodo's 1.x, show in place of real ones */
	const PLACEHOLDER = '/^(PUT_YOUR_.*|some_property_id_of_your_company|widget_you_want_to_use|javascript_api_key_for_secure_mode)$/iD';

	/** @var string[] a sentence for each setting because of which there is no chat */
	public $aErrors = array();
	/** @var string[] a sentence for each setting that is ignored, or should be changed */
	public $aWarnings = array();

	/** @var string */
	private $sModule;

	public function __construct(string $sModule)
	{
		$this->sModule = $sModule;
	}

	/**
	 * @return mixed null if the setting is nowhere; strings are trimmed
	 */
	public function Read(string $sName)
	{
		$value = MetaModel::GetModuleSetting($this->sModule, $sName, null);

		return is_string($value) ? trim($value) : $value;
	}

	public function IsUnset(string $sName): bool
	{
		$value = $this->Read($sName);

		return $value === null || $value === '' || self::IsPlaceholder($value);
	}

	/**
	 * Reads a setting by its row of the table.
	 *
	 * @return string|string[]|null a value of the kind in the row; for "parts" the unchanged value
	 */
	public function Value(string $sName)
	{
		$aRow = SettingTable::SETTINGS[$sName];
		if (isset($aRow['oldName']) && $this->IsUnset($sName) && !$this->IsUnset($aRow['oldName'])) {
			$this->aWarnings[] = "setting \"{$aRow['oldName']}\" is deprecated: rename it to \"$sName\".";
			$sName = $aRow['oldName'];
		}
		$value = $this->Read($sName);
		switch ($aRow['kind']) {
			case 'required':
				return $this->Text($sName, $aRow, $value);
			case 'omissible':
				return $this->IsUnset($sName) ? $aRow['fallback'] : $this->Text($sName, $aRow, $value);
			case 'list':
				return $this->Names($sName, $aRow, $value);
			case 'optional':
				return $this->Optional($sName, $aRow, $value);
			default:
				return $value;
		}
	}

	/**
	 * The same for a setting of another provider than that of the plain settings: logs nothing, a wrong value counts as
	 * missing.
	 *
	 * @return string|null
	 */
	public function ValueOfOther(string $sName)
	{
		$oQuiet = new self($this->sModule);
		$value = $oQuiet->Value($sName);
		if ($oQuiet->aErrors === array()) {
			return $value;
		}
		$aRow = SettingTable::SETTINGS[$sName];

		return ($aRow['kind'] === 'required') ? '' : $aRow['fallback'];
	}

	/**
	 * @return string '' when the value is wrong, with an error
	 */
	private function Text(string $sName, array $aRow, $value): string
	{
		$text = (isset($aRow['isNumber']) && is_int($value)) ? (string)$value : $value;
		if (is_string($text) && preg_match($aRow['pattern'], $text)) {
			return $text;
		}
		$this->aErrors[] = $this->Complaint($sName, $aRow['expected'], $value);

		return '';
	}

	/**
	 * @return string the fallback if nothing is set; another value, with a warning, if the set value is wrong
	 */
	private function Optional(string $sName, array $aRow, $value): string
	{
		if ($value === null || $value === '') {
			return $aRow['fallback'];
		}
		$bIsRight = isset($aRow['words']) ? in_array($value, $aRow['words'], true) : ((is_string($value) || is_int($value)) && preg_match($aRow['pattern'], (string)$value));
		if ($bIsRight) {
			return (string)$value;
		}
		$sUsed = isset($aRow['whenWrong']) ? $aRow['whenWrong'] : $aRow['fallback'];
		$this->aWarnings[] = $this->Complaint($sName, $aRow['expected'], $value)." \"$sUsed\" is used.";

		return $sUsed;
	}

	/**
	 * A single string is a list of one; '' is the empty list, because an empty XML node reads as ''.
	 *
	 * An empty entry is refused: before iTop 3.1.2, an XML delta without _delta on the entry leaves one behind, and ignoring it
	 * in a list of those who may chat would let everybody in.
	 *
	 * @return string[] if the row has "words", only entries that are among them, in the words' order
	 */
	private function Names(string $sName, array $aRow, $value): array
	{
		if ($value === null) {
			return $aRow['fallback'];
		}
		if ($value === '') {
			return array();
		}
		$aNames = is_array($value) ? array_values($value) : array($value);
		foreach ($aNames as $name) {
			if (!is_string($name) || trim($name) === '') {
				$this->aErrors[] = $this->Complaint($sName, $aRow['expected'], $name, 'it has an entry that');

				return array();
			}
		}
		$aNames = array_map('trim', $aNames);
		if (!isset($aRow['words'])) {
			return $aNames;
		}
		$iUnknown = count(array_diff($aNames, $aRow['words']));
		if ($iUnknown > 0) {
			$this->aWarnings[] = "setting \"$sName\": expected a list of \"".implode('", "', $aRow['words'])."\"; $iUnknown of its entries are none of these and are ignored.";
		}

		return array_values(array_intersect($aRow['words'], $aNames));
	}

	/**
	 * @param mixed $value
	 *
	 * @return string what was expected and what was found, without the value
	 */
	public function Complaint(string $sName, string $sExpected, $value, string $sSubject = 'it'): string
	{
		if ($value === null) {
			$sFound = 'is not set';
		} elseif (!is_string($value)) {
			$sFound = 'is of type '.gettype($value);
		} elseif (trim($value) === '') {
			$sFound = 'is empty';
		} elseif (self::IsPlaceholder($value)) {
			$sFound = 'is still the placeholder';
		} else {
			$sFound = 'has '.strlen($value).' characters that do not fit';
		}

		return "setting \"$sName\": expected $sExpected; $sSubject $sFound.";
	}

	/**
	 * @param mixed $value
	 */
	public static function IsPlaceholder($value): bool
	{
		return is_string($value) && preg_match(self::PLACEHOLDER, trim($value)) === 1;
	}
}
