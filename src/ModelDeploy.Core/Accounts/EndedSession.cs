using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ModelDeploy.Core.Accounts;

/// <summary>That sessions ended before their cookies were too old.</summary>
/// <param name="Mark">Which ones: 64 small hexadecimal digits, from which nobody learns whose they were.</param>
/// <param name="At">When, UTC.</param>
public sealed record EndedSession(string Mark, DateTimeOffset At)
{
    /// <summary>The mark of one session of this portal.</summary>
    public static string MarkOf(string session) => Hash("session", "", session);

    /// <summary>The mark of whatever belongs to one session of a provider.</summary>
    public static string MarkAtProvider(string issuer, string session) => Hash("provider", issuer, session);

    /// <summary>The mark of all sessions that a provider began for one person until then.</summary>
    public static string MarkOfAll(PersonKey person) => Hash("person", person.Issuer, person.Subject);

    // The length keeps an issuer from running into what follows it.
    private static string Hash(string kind, string issuer, string name) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind}\n{issuer.Length}\n{issuer}\n{name}"))));
}
