using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy;

namespace RusToK.Core.Content.Text;

/// <summary>Collects every broken rule of an input before it is refused.</summary>
internal sealed class Violations
{
    private readonly List<FieldError> _errors = [];

    public bool Any => _errors.Count > 0;

    public FieldError? First => _errors.FirstOrDefault();

    public void Add(string field, string rule, string message) => _errors.Add(new FieldError(field, rule, message));

    /// <exception cref="InvalidInputException">A rule was broken.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
            throw new InvalidInputException(_errors);
    }

    /// <summary>A line that must not be blank.</summary>
    public void RequireName(string field, string? value, int max)
    {
        if (string.IsNullOrWhiteSpace(value))
            Add(field, "required", $"{field} must have 1 to {max} characters.");
        else if (value.Trim().Length > max)
            Add(field, "max-length", $"{field} must have 1 to {max} characters; it has {value.Trim().Length}.");
        RequireStorable(field, value);
    }

    public void RequireAtMost(string field, string? value, int max)
    {
        if (value?.Length > max)
            Add(field, "max-length", $"{field} must have at most {max} characters; it has {value.Length}.");
        RequireStorable(field, value);
    }

    public void RequireLocale(string field, string locale)
    {
        if (!TenantRules.IsLocale(locale))
            Add(field, "bcp47", $"{field} must be a BCP 47 tag such as 'en' or 'pt-BR'.");
    }

    public void RequireSlug(string field, string? slug)
    {
        if (slug is null)
            return;
        if (slug.Length is 0 or > SlugText.MaxLength)
            Add(field, "length", $"{field} must have 1 to {SlugText.MaxLength} characters.");
        else if (!SlugText.IsValid(slug))
            Add(field, "pattern", $"{field} must begin with a letter or digit and hold only letters, digits, hyphens and underscores.");
    }

    /// <summary>An address people can be sent to: http, https, or relative to the site.</summary>
    public void RequireUrl(string field, string? url)
    {
        if (string.IsNullOrEmpty(url))
            Add(field, "required", $"{field} must have 1 to {LinkUrl.MaxLength} characters.");
        else if (url.Length > LinkUrl.MaxLength)
            Add(field, "max-length", $"{field} must have 1 to {LinkUrl.MaxLength} characters; it has {url.Length}.");
        else if (!LinkUrl.IsValid(url))
            Add(field, "url", $"{field} must be an http or https address, or one relative to the site such as '/about'.");
    }

    private void RequireStorable(string field, string? value)
    {
        if (value is not null && !StorableText.IsStorable(value))
            Add(field, "unicode", $"{field} must be well-formed Unicode without the character U+0000.");
    }
}
