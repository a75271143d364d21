import { writeFileSync } from 'node:fs';

/** Where {@link Report} writes, for the process that jest runs in. */
export const REPORT_FILE = 'VITRINE_TEST_REPORT';

/**
 * Reporter of jest that writes down what became of each test. Its own report in JSON has the errors as well, and is not written at all
 * where one of them points at itself, as those of child processes do.
 */
export default class Report {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, testResults }) {
    const tests = testResults.flatMap(({ testFilePath, testResults: own }) =>
      own.map(({ status, fullName }) => ({ file: testFilePath, name: fullName, status })),
    );
    const report = { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, tests };
    writeFileSync(process.env[REPORT_FILE], JSON.stringify(report));
  }
}
