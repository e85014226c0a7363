using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Local.Store;
using ModelDeploy.Local.Store.Rows;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Store;

/// <summary>Whoever has the database file and not the keys reads no secret in it.</summary>
public sealed class SecretsAtRestTests : IDisposable
{
    private const string Canary = "canary-bird-in-the-mine";
    private static readonly CancellationToken Stop = CancellationToken.None;
    private static readonly DeploymentSpec Spec = ASpec.Usual.WithEnv("OPEN", "everybody-reads-this").WithEnv("TOKEN", Canary, secret: true);

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task No_file_holds_a_secret_and_the_store_gives_it_back_after_a_restart()
    {
        Guid uid;
        using (var store = await OpenAsync(ASecretCipher.Open))
        {
            var created = Assert.IsType<StoreResult<Deployment>.Stored>(await store.Deployments.CreateAsync(new DeploymentKey("iris"), Spec, AChange.Of(ChangeAction.Created), Stop)).Value;
            await store.Deployments.UpdateSpecAsync(created.Key, Spec with { Replicas = 2 }, AChange.Of(ChangeAction.Updated), created.Version, Stop);
            uid = created.Uid;
            Assert.Empty(FilesWith(Canary));
        }
        Assert.Empty(FilesWith(Canary));
        Assert.NotEmpty(FilesWith("everybody-reads-this"));

        using var again = await OpenAsync(ASecretCipher.Open);
        Assert.Equal(Spec with { Replicas = 2 }, Assert.Single(await again.Deployments.ListAsync(Stop)).Spec);
        Assert.Equal(Spec, (await again.Journal.FindAsync(uid, 1, Stop))!.Spec);
        Assert.Equal(Spec.Redact(), (await again.Journal.ReadAsync(uid, null, 10, Stop))[^1].Spec);
    }

    [Fact]
    public async Task Without_the_keys_the_store_does_not_open_says_why_and_changes_nothing()
    {
        using (var store = await OpenAsync(ASecretCipher.Open))
            await store.Deployments.CreateAsync(new DeploymentKey("iris"), Spec, AChange.Of(ChangeAction.Created), Stop);

        var refused = await Assert.ThrowsAsync<LocalStoreException>(() => OpenAsync(ASecretCipher.WithNewKey()));

        Assert.Contains("the keys beside it are missing, or are not those", refused.Message, StringComparison.Ordinal);
        using var again = await OpenAsync(ASecretCipher.Open);
        Assert.Equal(Spec, Assert.Single(await again.Deployments.ListAsync(Stop)).Spec);
    }

    [Fact]
    public async Task What_an_older_version_wrote_as_it_was_is_encrypted_by_the_next_start_and_leaves_no_trace()
    {
        using (await OpenAsync(ASecretCipher.Open)) { }
        var deployment = ADeployment.Named() with { Spec = Spec };
        using (var connection = SqliteFile.Open(DatabaseFile, "PRAGMA user_version = 0"))
        {
            var (row, entry) = (DeploymentRow.From(deployment), JournalRow.From(deployment, deployment.LastChange));
            SqliteFile.Run(connection, $"""
                INSERT INTO Deployments (Id, Uid, Generation, Version, Spec, Status, Created, LastChange)
                VALUES ('{row.Id}', '{$"{row.Uid}".ToUpperInvariant()}', {row.Generation}, {row.Version}, '{row.Spec}', '{row.Status}', '{row.Created}', '{row.LastChange}');
                INSERT INTO Journal (Uid, DeploymentId, GroupName, Action, Revision, Change, Spec)
                VALUES ('{$"{entry.Uid}".ToUpperInvariant()}', '{entry.DeploymentId}', '{entry.GroupName}', '{entry.Action}', {entry.Revision}, '{entry.Change}', '{entry.Spec}');
                """);
        }
        Assert.NotEmpty(FilesWith(Canary));

        using var store = await OpenAsync(ASecretCipher.Open);

        Assert.Equal(Spec, Assert.Single(await store.Deployments.ListAsync(Stop)).Spec);
        Assert.Equal(Spec, (await store.Journal.FindAsync(deployment.Uid, deployment.Generation, Stop))!.Spec);
        Assert.Empty(FilesWith(Canary));
    }

    private string DatabaseFile => Path.Combine(_directory.Path, StoreDatabase.FileName);

    private Task<LocalStore> OpenAsync(SecretCipher secrets) => LocalStore.OpenAsync(_directory.Path, seedDemo: false, secrets, NullLoggerFactory.Instance, Stop);

    // The file that only says that the directory is in use can be read by its holder alone.
    private string[] FilesWith(string text) =>
    [
        .. Directory.EnumerateFiles(_directory.Path, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock")
            .Where(file => Bytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0),
    ];

    private static byte[] Bytes(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
