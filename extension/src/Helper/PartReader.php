<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

/**
 * Reads the parts of a setting that is a hash. What is null is not there.
 */
class PartReader
{
	/** Of a list: more is no setting */
	const MOST = 500;

	/** @var array */
	private $aParts;

	/**
	 * @param string[] $aKeys those that it may have: a misspelt one may be what the rest hangs on
	 *
	 * @throws SettingError for one that it may not have
	 */
	public function __construct(array $aParts, array $aKeys)
	{
		if (array_diff(array_keys($aParts), $aKeys) !== array()) {
			throw new SettingError('it has a key that is none of "'.implode('", "', $aKeys).'"');
		}
		$this->aParts = $aParts;
	}

	public function Has(string $sKey): bool
	{
		return isset($this->aParts[$sKey]);
	}

	/**
	 * @return mixed as it stands there
	 */
	public function Get(string $sKey)
	{
		return $this->Has($sKey) ? $this->aParts[$sKey] : null;
	}

	/**
	 * @return string|null null where it is not there
	 *
	 * @throws SettingError
	 */
	public function Text(string $sKey, string $sPattern, string $sExpected): ?string
	{
		if (!$this->Has($sKey)) {
			return null;
		}
		$value = is_string($this->aParts[$sKey]) ? trim($this->aParts[$sKey]) : '';
		if (!preg_match($sPattern, $value) || SettingReader::IsPlaceholder($value)) {
			throw new SettingError("expected as \"$sKey\" $sExpected");
		}

		return $value;
	}

	/**
	 * @param string $sKey also the name of a plain setting, whose rule holds
	 *
	 * @return string|null null where it is not there
	 *
	 * @throws SettingError
	 */
	public function Setting(string $sKey): ?string
	{
		return $this->Text($sKey, SettingTable::SETTINGS[$sKey]['pattern'], SettingTable::SETTINGS[$sKey]['expected']);
	}

	/**
	 * @return string|null null where it is not there, or empty
	 *
	 * @throws SettingError
	 */
	public function Name(string $sKey): ?string
	{
		return ($this->Get($sKey) === '') ? null : $this->Text($sKey, '/./', 'a name');
	}

	/**
	 * @param string[] $aWords the first one is what counts without it
	 *
	 * @throws SettingError
	 */
	public function Word(string $sKey, array $aWords): string
	{
		if (!$this->Has($sKey)) {
			return $aWords[0];
		}
		$value = $this->aParts[$sKey];
		$value = is_bool($value) ? ($value ? 'true' : 'false') : $value;
		if (!in_array($value, $aWords, true)) {
			throw new SettingError("expected as \"$sKey\" \"".implode('" or "', $aWords).'"');
		}

		return $value;
	}

	/**
	 * @return string[]|null null where it is not there; a single name is a list of one
	 *
	 * @throws SettingError
	 */
	public function Names(string $sKey, bool $bMayBeIds = false): ?array
	{
		if (!$this->Has($sKey)) {
			return null;
		}
		$aNames = is_array($this->aParts[$sKey]) ? array_values($this->aParts[$sKey]) : array($this->aParts[$sKey]);
		$aRight = array_filter($aNames, function ($name) use ($bMayBeIds) {
			return ($bMayBeIds && is_int($name)) || (is_string($name) && trim($name) !== '');
		});
		if ($aNames === array() || $aNames !== $aRight) {
			throw new SettingError("expected as \"$sKey\" a list of names without an empty one");
		}

		return array_map('trim', array_map('strval', $aNames));
	}

	/**
	 * @param mixed $value
	 *
	 * @return string[]|null null where it is no list of strings; a single one is a list of one, '' an empty list
	 */
	public static function Strings($value): ?array
	{
		$aStrings = is_array($value) ? array_values($value) : (($value === '') ? array() : array($value));
		if (count($aStrings) > self::MOST || $aStrings !== array_filter($aStrings, 'is_string')) {
			return null;
		}

		return array_map('trim', $aStrings);
	}
}
