namespace ModelDeploy.Core.Accounts;

/// <summary>A person who can sign in.</summary>
/// <param name="Key">Issuer and subject.</param>
/// <param name="Name">The name shown to others; never empty.</param>
/// <param name="IsSystemAdmin">May set quotas, create groups and instance types, and see everything.</param>
public sealed record Account(PersonKey Key, string Name, bool IsSystemAdmin)
{
    /// <summary>The portal's own administrator, whom printed links sign in.</summary>
    public static Account Administrator { get; } = new(new PersonKey(PersonKey.LocalIssuer, "admin"), "Administrator", IsSystemAdmin: true);

    /// <summary>How this person is written into a change.</summary>
    public PersonRef Ref => new(Key, Name);
}
