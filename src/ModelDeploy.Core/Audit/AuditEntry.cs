namespace ModelDeploy.Core.Audit;

/// <summary>A link of the chain.</summary>
/// <param name="Number">1 for the first, then without a gap.</param>
/// <param name="Previous">The hash of the entry before; <see cref="AuditChain.Beginning"/> for the first.</param>
/// <param name="Hash">SHA-256 over the number, <paramref name="Previous"/> and <paramref name="Text"/>; hex, lower case.</param>
/// <param name="Text">The event as it was written down, in JSON: these very characters are what the hash vouches for.</param>
public sealed record AuditEntry(long Number, string Previous, string Hash, string Text)
{
    /// <summary>What the text says; read anew each time.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is no event.</exception>
    public AuditEvent Event => AuditJson.Read(Text);
}
