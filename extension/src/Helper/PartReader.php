<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

/**
 * Reads the parts of a setting that is a hash, by their rows in SettingTable.
 */
class PartReader
{
	/** @var array by name; null if nothing is set */
	private $aParts = array();

	/**
	 * @throws SettingError for a part that is wrong, or has no row: the rest may depend on a misspelt part
	 */
	public function __construct(array $aParts, array $aRows)
	{
		if (array_diff(array_keys($aParts), array_keys($aRows)) !== array()) {
			throw new SettingError('it has a key other than "'.implode('", "', array_keys($aRows)).'"');
		}
		foreach ($aRows as $sName => $aRow) {
			$this->aParts[$sName] = self::Value($sName, $aRow, isset($aParts[$sName]) ? self::Trim($aParts[$sName]) : null);
		}
	}

	/**
	 * @return mixed a value of the kind in its row; null if nothing is set
	 */
	public function Get(string $sName)
	{
		return $this->aParts[$sName];
	}

	/**
	 * @return string|null null also if it is set to nothing
	 */
	public function Text(string $sName): ?string
	{
		return ($this->aParts[$sName] === '') ? null : $this->aParts[$sName];
	}

	public static function Wrong(string $sName, array $aRow): SettingError
	{
		return new SettingError("expected as \"$sName\" {$aRow['expected']}");
	}

	/**
	 * @param mixed $value
	 *
	 * @return string[]|null null if it is not a list, or has an entry that does not fit; a single value is a list of one
	 */
	public static function Texts($value, array $aRow): ?array
	{
		$aEntries = is_array($value) ? array_values($value) : (($value === '') ? array() : array($value));
		$aTexts = array();
		foreach ($aEntries as $entry) {
			$entry = (isset($aRow['mayBeIds']) && is_int($entry)) ? (string)$entry : self::Trim($entry);
			if (!self::Fits($entry, $aRow)) {
				return null;
			}
			$aTexts[] = $entry;
		}

		return (count($aTexts) > SettingTable::MAX_ENTRIES) ? null : $aTexts;
	}

	/**
	 * @param mixed $value
	 *
	 * @return mixed
	 *
	 * @throws SettingError
	 */
	private static function Value(string $sName, array $aRow, $value)
	{
		if ($value === null || $aRow['kind'] === 'any') {
			return ($aRow['kind'] === 'word') ? $aRow['words'][0] : $value;
		}
		if ($aRow['kind'] === 'omissible' && ($value === '' || SettingReader::IsPlaceholder($value))) {
			return ($value === '') ? '' : null;
		}
		switch ($aRow['kind']) {
			case 'word':
				$value = is_bool($value) ? var_export($value, true) : $value;
				$bIsRight = in_array($value, $aRow['words'], true);
				break;
			case 'names':
			case 'texts':
				$value = self::Texts($value, $aRow);
				$bIsRight = ($value !== null && ($value !== array() || $aRow['kind'] === 'texts'));
				break;
			default:
				$value = (isset($aRow['isNumber']) && is_int($value)) ? (string)$value : $value;
				$bIsRight = self::Fits($value, $aRow);
		}
		if (!$bIsRight) {
			throw self::Wrong($sName, $aRow);
		}

		return $value;
	}

	/**
	 * @param mixed $value
	 */
	private static function Fits($value, array $aRow): bool
	{
		return is_string($value) && (isset($aRow['pattern']) ? preg_match($aRow['pattern'], $value) === 1 : $value !== '');
	}

	/**
	 * @param mixed $value
	 *
	 * @return mixed
	 */
	private static function Trim($value)
	{
		return is_string($value) ? trim($value) : $value;
	}
}
