using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace ModelDeploy.Core.Clients;

/// <summary>
/// Clients as lines of a password file (<c>htpasswd</c>), for an ingress controller that lets callers in past the gateway. It knows no
/// expiry, and one password per name.
/// </summary>
public static class PasswordFile
{
    private const string Scheme = "{SSHA}";
    private const int SaltBytes = 16;

    /// <summary>The hash of a key's text, with a salt of its own; nothing can be guessed from it, as the text is 256 random bits.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "What password files of nginx can hold; of random keys no hash can be turned round by guessing.")]
    public static string HashOf(string text)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Scheme + Convert.ToBase64String([.. SHA1.HashData([.. Encoding.UTF8.GetBytes(text), .. salt]), .. salt]);
    }

    /// <summary>
    /// A line for each client whose newest key never expires: who reads the file would not end any other. Empty when there is none, and
    /// then nobody may be let in.
    /// </summary>
    public static EquatableList<string> LinesOf(EquatableList<EndpointClient> clients) =>
    [
        .. from client in clients
           let key = client.Keys.FirstOrDefault()
           where key is { ExpiresAt: null, PasswordHash: not null }
           select $"{client.Name}:{key.PasswordHash}",
    ];
}
