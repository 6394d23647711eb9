using Budget.Publication.Tests;

// Started once for all tests that do not stop a service or move the clock.
[assembly: AssemblyFixture(typeof(District))]
