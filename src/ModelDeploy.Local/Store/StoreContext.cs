using Microsoft.EntityFrameworkCore;
using ModelDeploy.Local.Store.Rows;

namespace ModelDeploy.Local.Store;

/// <summary>The tables. Rows stop in this folder.</summary>
internal sealed class StoreContext(DbContextOptions<StoreContext> options) : DbContext(options)
{
    public DbSet<DeploymentRow> Deployments => Set<DeploymentRow>();

    public DbSet<JournalRow> Journal => Set<JournalRow>();

    public DbSet<GroupRow> Groups => Set<GroupRow>();

    public DbSet<InstanceTypeRow> InstanceTypes => Set<InstanceTypeRow>();

    public DbSet<AccountRow> Accounts => Set<AccountRow>();

    public DbSet<SignInLinkRow> SignInLinks => Set<SignInLinkRow>();

    public DbSet<ApiTokenRow> ApiTokens => Set<ApiTokenRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<CredentialRow> Credentials => Set<CredentialRow>();

    public DbSet<EndedSessionRow> EndedSessions => Set<EndedSessionRow>();

    public DbSet<StateRow> State => Set<StateRow>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<DeploymentRow>().HasKey(row => row.Id);
        model.Entity<JournalRow>().HasKey(row => row.Number);
        model.Entity<JournalRow>().HasIndex(row => new { row.Uid, row.Number });
        model.Entity<JournalRow>().HasIndex(row => new { row.DeploymentId, row.Number });
        model.Entity<JournalRow>().HasIndex(row => new { row.GroupName, row.Number });
        model.Entity<GroupRow>().HasKey(row => row.Name);
        model.Entity<InstanceTypeRow>().HasKey(row => row.Name);
        model.Entity<AccountRow>().HasKey(row => new { row.Issuer, row.Subject });
        model.Entity<SignInLinkRow>().HasKey(row => row.TokenHash);
        model.Entity<ApiTokenRow>().HasIndex(row => row.Hash).IsUnique();
        model.Entity<ApiTokenRow>().HasIndex(row => new { row.Issuer, row.Subject });
        model.Entity<AuditRow>().HasKey(row => row.Number);
        model.Entity<AuditRow>().Property(row => row.Number).ValueGeneratedNever();
        model.Entity<AuditRow>().HasIndex(row => new { row.GroupName, row.Number });
        model.Entity<AuditRow>().HasIndex(row => new { row.TargetId, row.Number });
        model.Entity<CredentialRow>().HasKey(row => new { row.Issuer, row.Subject });
        model.Entity<CredentialRow>().HasIndex(row => row.Login).IsUnique();
        model.Entity<EndedSessionRow>().HasKey(row => row.Mark);
        model.Entity<StateRow>().Property(row => row.Id).ValueGeneratedNever();
    }
}
