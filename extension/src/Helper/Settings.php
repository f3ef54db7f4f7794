<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

use MetaModel;

/**
 * The module's settings as iTop gives them (configuration file first, then XML), checked.
 *
 * Messages never quote a value: a secret pasted at the wrong place would end up in the log.
 */
class Settings
{
	const MODULE = 'combodo-tawk-integration';
	const DEFAULT_EMBED_BASE_URL = 'https://embed.tawk.to';

	/** Values that documentation and default settings, ours and Combodo's 1.x, show where a real one belongs */
	const PLACEHOLDER = '/^(PUT_YOUR_.*|some_property_id_of_your_company|widget_you_want_to_use|javascript_api_key_for_secure_mode)$/iD';

	/** @var string 24 hexadecimal digits; '' when wrong */
	public $sPropertyId;
	/** @var string '' when wrong */
	public $sWidgetId;
	/** @var string|null the JavaScript API key, a secret; null: secure mode is off */
	public $sApiKey;
	/** @var string[] portal ids; 'backoffice' is the console */
	public $aEnabledPortals;
	/** @var string[] names of profiles; empty: every user */
	public $aAllowedProfiles;
	/** @var string without a slash at its end */
	public $sEmbedBaseUrl;

	/** @var string[] one sentence for each setting that is wrong; with any of them there is no chat */
	public $aErrors = array();
	/** @var string[] one sentence for each setting that works but should be changed */
	public $aDeprecations = array();

	public function __construct()
	{
		$this->sPropertyId = $this->ReadPropertyId();
		$this->sWidgetId = $this->ReadId('widget_id', '/^[a-z0-9]{1,50}$/iD', '1 to 50 letters and digits');
		$this->sApiKey = $this->ReadApiKey();
		$this->aEnabledPortals = $this->ReadList('enabled_portals', array('itop-portal'));
		$this->aAllowedProfiles = $this->ReadList('allowed_profiles', array());
		$this->sEmbedBaseUrl = $this->ReadEmbedBaseUrl();
	}

	private function ReadPropertyId(): string
	{
		$sName = 'property_id';
		if ($this->IsUnset($this->Read('property_id')) && !$this->IsUnset($this->Read('site_id'))) {
			$sName = 'site_id';
			$this->aDeprecations[] = '"site_id" is deprecated: rename it to "property_id".';
		}

		return $this->ReadId($sName, '/^[0-9a-f]{24}$/iD', '24 hexadecimal digits');
	}

	/**
	 * Formats: the checks of tawk.to's own plugins (WordPress, PrestaShop, Drupal…).
	 */
	private function ReadId(string $sName, string $sPattern, string $sExpected): string
	{
		$value = $this->Read($sName);
		if (is_string($value) && preg_match($sPattern, $value)) {
			return $value;
		}

		return $this->Wrong($sName, $sExpected.', as shown in tawk.to\'s administration', $value);
	}

	private function ReadApiKey(): ?string
	{
		$value = $this->Read('api_key');
		if ($this->IsUnset($value)) {
			return null;
		}
		if (!is_string($value)) {
			$this->Wrong('api_key', 'the JavaScript API key as a string, or nothing when secure mode is off', $value);

			return null;
		}

		return $value;
	}

	private function ReadEmbedBaseUrl(): string
	{
		$value = $this->Read('embed_base_url');
		if ($value === null || $value === '') {
			return self::DEFAULT_EMBED_BASE_URL;
		}
		if (is_string($value) && preg_match('~^https?://[a-z0-9.:\[\]-]+(/[a-z0-9._/%\~-]*)?$~iD', $value)) {
			return rtrim($value, '/');
		}

		return $this->Wrong('embed_base_url', 'an http(s) address without query and user name, such as '.self::DEFAULT_EMBED_BASE_URL, $value);
	}

	/**
	 * A single string is a list of one; '' is the empty list, as an XML node without content reads.
	 *
	 * An empty entry is refused: before iTop 3.1.2 it is what an XML delta without _delta on the entry leaves behind,
	 * and ignoring it would open the chat to everybody.
	 */
	private function ReadList(string $sName, array $aDefault): array
	{
		$value = $this->Read($sName);
		if ($value === null) {
			return $aDefault;
		}
		if ($value === '') {
			return array();
		}
		$aEntries = is_array($value) ? array_values($value) : array($value);
		foreach ($aEntries as $entry) {
			if (!is_string($entry) || trim($entry) === '') {
				$this->Wrong($sName, 'a list of names', $entry, 'it has an entry that ');

				return array();
			}
		}

		return array_map('trim', $aEntries);
	}

	/**
	 * @return mixed the setting, null when it stands nowhere; white space around a string is not part of it
	 */
	private function Read(string $sName)
	{
		$value = MetaModel::GetModuleSetting(self::MODULE, $sName, null);

		return is_string($value) ? trim($value) : $value;
	}

	private function IsUnset($value): bool
	{
		return $value === null || $value === '' || $this->IsPlaceholder($value);
	}

	private function IsPlaceholder($value): bool
	{
		return is_string($value) && preg_match(self::PLACEHOLDER, $value) === 1;
	}

	private function Wrong(string $sName, string $sExpected, $value, string $sSubject = 'it '): string
	{
		if ($value === null) {
			$sFound = 'is not set';
		} elseif (!is_string($value)) {
			$sFound = 'is of type '.gettype($value);
		} elseif (trim($value) === '') {
			$sFound = 'is empty';
		} elseif ($this->IsPlaceholder($value)) {
			$sFound = 'is still the placeholder';
		} else {
			$sFound = 'has '.strlen($value).' characters that do not fit';
		}
		$this->aErrors[] = "setting \"$sName\": expected $sExpected; $sSubject$sFound.";

		return '';
	}
}
