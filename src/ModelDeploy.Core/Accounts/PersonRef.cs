namespace ModelDeploy.Core.Accounts;

/// <summary>A person as written into a change: the key, and the name they went by at that time.</summary>
public sealed record PersonRef(PersonKey Key, string Name)
{
    /// <summary>The platform itself, for changes that nobody asked for by hand.</summary>
    public static PersonRef System { get; } = new(new PersonKey(PersonKey.LocalIssuer, "system"), "System");
}
