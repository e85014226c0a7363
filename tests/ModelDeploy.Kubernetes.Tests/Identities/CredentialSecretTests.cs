using System.Text.Json;
using System.Text.Json.Nodes;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Identities;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Kubernetes.Tests.Identities;

/// <summary>How a credential is written, without a cluster.</summary>
public sealed class CredentialSecretTests
{
    private static readonly LocalCredential Ada = new()
    {
        Person = AChange.Ada.Key,
        Login = "ada@mail.example",
        PasswordHash = "hash",
        Stamp = "stamp",
        CreatedAt = AChange.Start,
        Version = "7",
    };

    private static readonly LocalCredential Locked = Ada with
    {
        MustChange = true, IsDisabled = true, Failures = 9, LockedUntil = AChange.Start.AddTicks(7), LastSignInAt = AChange.Start.AddDays(-1),
    };

    [Fact]
    public void What_is_written_is_read_again()
    {
        Assert.Equal(Ada, Read(CredentialSecret.From(Ada)).ToCredential());
        Assert.Equal(Locked, Read(CredentialSecret.From(Locked)).ToCredential());
    }

    [Fact]
    public void A_patch_takes_away_what_is_nothing_now_and_holds_the_version_that_was_read()
    {
        var secret = CredentialSecret.From(Locked);
        var patch = CredentialSecret.PatchOf(Ada);

        foreach (var (field, value) in patch["data"]!.AsObject())
        {
            if (value is null)
                secret["data"]!.AsObject().Remove(field);
            else
                secret["data"]![field] = value.DeepClone();
        }

        Assert.Equal("7", patch["metadata"]!["resourceVersion"]!.GetValue<string>());
        Assert.Equal(Ada, Read(secret).ToCredential());
    }

    [Theory]
    [InlineData("mustChange")]
    [InlineData("disabled")]
    public void A_mark_that_is_missing_lets_nobody_in_by_it(string mark)
    {
        var secret = CredentialSecret.From(Ada);
        secret["data"]!.AsObject().Remove(mark);

        var read = Read(secret).ToCredential();

        Assert.True(mark == "disabled" ? read!.IsDisabled : read!.MustChange);
    }

    [Fact]
    public void A_Secret_under_another_name_or_of_another_person_is_none_of_ours()
    {
        var renamed = CredentialSecret.From(Ada);
        renamed["metadata"]!["name"] = CredentialSecret.NameOf("bo");
        var relabelled = CredentialSecret.From(Ada);
        relabelled["metadata"]!["labels"]![TokenSecret.OwnerLabel] = "somebody";

        Assert.Null(Read(renamed).ToCredential());
        Assert.Null(Read(relabelled).ToCredential());
    }

    private static CredentialSecret Read(JsonObject written)
    {
        written["metadata"]!["namespace"] = "n";
        written["metadata"]!["uid"] = "u";
        written["metadata"]!["resourceVersion"] = "7";
        return written.Deserialize<CredentialSecret>(ApiJson.Options)!;
    }
}
